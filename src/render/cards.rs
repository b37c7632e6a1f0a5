//! Records one below the other, each with a head line, its words and its place: for long text and narrow windows.

use std::io;

use super::facts::{header, rich};
use super::place::{Place, clock};
use super::style::{Page, Rich, Role};
use super::unbroken::unbroken;
use super::{Counts, Entry, Fact, HitFacts, Item, Language, Mention, PersonEntry, Repeat, TopicEntry};
use crate::model::{Attribution, Body, KINDS, Kind, Note, Passage, Prediction, Question, Quote, Term};
use crate::text::fold_text;
use crate::text::sentences;
use crate::text::width::{one_line, shortened};
use crate::verdicts::Verdict;

/// Between the titles of a heading path, for readers.
pub(super) const HEADING_SEPARATOR: &str = " › ";

const GAP: &str = "  ";

pub(super) fn write(items: &[Item], page: &mut Page<'_>) -> io::Result<()> {
    // A question that several quotes in a row answer, or a term that several rows explain, stands at the first of them only.
    let mut above: Option<&str> = None;
    for (number, item) in items.iter().enumerate() {
        let is_further = above.is_some_and(|term| is_of_term(item, term));
        if number > 0 && !is_further {
            page.blank()?;
        }
        match item {
            Item::Topic(topic) => topic_card(topic, page)?,
            Item::Person(person) => person_head(person, page)?,
            Item::Fact(fact) => fact_card(fact, page)?,
            Item::Record(entry) => {
                card(entry, above, page)?;
                above = match &entry.record.body {
                    Body::Quote(quote) => quote.question.as_deref(),
                    // What follows its mentions would stand too far from it.
                    Body::Term(term) if entry.mentions.as_deref().unwrap_or_default().is_empty() => {
                        Some(&term.term)
                    }
                    _ => None,
                };
            }
        }
    }
    Ok(())
}

/// Whether an item explains this term, too.
fn is_of_term(item: &Item, name: &str) -> bool {
    item.entry().is_some_and(|entry| {
        entry.hit.is_none() && matches!(&entry.record.body, Body::Term(term) if term.term == name)
    })
}

/// What stands above the rows of one note.
pub(super) fn caption(entry: &Entry) -> Rich {
    let title = Rich::new(Role::Strong, &one_line(&entry.note.title));
    match entry.note.date {
        Some(day) => title.with(Role::Text, GAP).with(Role::Place, &unbroken(&day.to_string())),
        None => title,
    }
}

/// A record as a card.
fn card(entry: &Entry, above: Option<&str>, page: &mut Page<'_>) -> io::Result<()> {
    if let Some(hit) = &entry.hit {
        return hit_card(entry, hit, page);
    }
    content(entry, above, page)?;
    Place::of(entry).write(&Rich::default(), page)?;
    entry.repeats().iter().try_for_each(|other| repeat_lines(other, page))
}

/// A note that explains a term as another does.
pub(super) fn repeat_lines(other: &Repeat, page: &mut Page<'_>) -> io::Result<()> {
    Place::in_note(&other.note, other.line, &other.id).write(&Rich::default(), page)
}

/// All of a record but its place. What stands `above` already, a question or a term, is not said again.
pub(super) fn content(entry: &Entry, above: Option<&str>, page: &mut Page<'_>) -> io::Result<()> {
    match &entry.record.body {
        Body::Note(note) => note_card(note, entry, page),
        Body::Section(_) => page.text(&section_head(entry)),
        Body::Passage(passage) => passage_card(passage, entry, page),
        Body::Question(question) => question_card(question, entry, page),
        Body::Quote(quote) => quote_card(quote, entry, above, page),
        Body::Prediction(prediction) => prediction_card(prediction, entry, page),
        Body::Term(term) => term_card(term, entry, above, page),
    }
}

fn hit_card(entry: &Entry, hit: &HitFacts, page: &mut Page<'_>) -> io::Result<()> {
    let kind = entry.record.kind();
    let mut head = Rich::new(Role::Kind(kind), page.language().kind(kind));
    if let Some(speaker) = entry.record.speaker() {
        head.push(Role::Text, GAP);
        push_speaker(&mut head, speaker, entry, page.language());
    }
    if !entry.record.section.is_empty() {
        head.push(Role::Faint, GAP);
        head.push(Role::Faint, &entry.record.section.join(HEADING_SEPARATOR));
    }
    page.text(&head)?;
    let speech = matches!(&entry.record.body, Body::Quote(_))
        || matches!(&entry.record.body, Body::Passage(passage) if passage.speaker.is_some());
    let lead = if speech { bar(own_name(entry)) } else { Rich::new(Role::Text, GAP) };
    page.block(&lead, &lead, &marked_snippet(hit))?;
    let mut tier = Rich::default();
    if hit.tier != "exact" {
        tier = tier.with(Role::Faint, GAP).with(Role::Warning, page.language().tier(hit.tier));
    }
    let mut foot = Place::of(entry).in_lines(page.appearance.width.saturating_sub(tier.columns()));
    if let Some(last) = foot.last_mut() {
        last.append(&tier);
    }
    foot.iter().try_for_each(|line| page.line(line))?;
    entry.repeats().iter().try_for_each(|other| again_at(other, page))
}

/// Where a hit's words stand again.
fn again_at(other: &Repeat, page: &mut Page<'_>) -> io::Result<()> {
    let lead = Rich::new(Role::Faint, page.label("又见")).with(Role::Text, GAP);
    Place::in_note(&other.note, other.line, &other.id).write(&lead, page)
}

/// The snippet with its matches marked; a line feed in it is a space.
pub(super) fn marked_snippet(hit: &HitFacts) -> Rich {
    let mut marked = Rich::default();
    let mut piece = String::new();
    let mut highlights = hit.highlights.iter().peekable();
    let mut role = Role::Text;
    for (number, character) in hit.snippet.chars().enumerate() {
        while highlights.next_if(|range| range.end <= number).is_some() {}
        let inside = highlights.peek().is_some_and(|range| range.contains(&number));
        let wanted = if inside { Role::Match } else { Role::Text };
        if wanted != role {
            marked.push(role, &piece);
            piece.clear();
            role = wanted;
        }
        piece.push(if matches!(character, '\n' | '\t' | '\r') { ' ' } else { character });
    }
    marked.push(role, &piece);
    marked
}

fn quote_card(quote: &Quote, entry: &Entry, asked: Option<&str>, page: &mut Page<'_>) -> io::Result<()> {
    if let Some(question) = quote.question.as_deref().filter(|&question| asked != Some(question)) {
        question_lines(None, question, Role::Faint, page)?;
    }
    quote_words(quote, true, entry, page)
}

/// A quote's head line and its words beside a bar.
pub(super) fn quote_words(
    quote: &Quote,
    with_section: bool,
    entry: &Entry,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let mut head = Rich::default();
    if let Some(speaker) = &quote.speaker {
        push_speaker(&mut head, speaker, entry, page.language());
    }
    if let Some(qualifier) = &quote.qualifier {
        head.push(Role::Faint, &page.language().filled("（{}）", &[&qualifier]));
    }
    if quote.attribution == Some(Attribution::Implied) {
        head.push(Role::Faint, page.label("（据上下文）"));
    }
    if let Some(label) = quote.label_beside_speaker() {
        head.push(Role::Strong, &format!("〔{label}〕"));
    }
    if with_section && !entry.record.section.is_empty() {
        if !head.is_empty() {
            head.push(Role::Faint, GAP);
        }
        head.push(Role::Faint, &entry.record.section.join(HEADING_SEPARATOR));
    }
    if !head.is_empty() {
        page.text(&head)?;
    }
    let bar = bar(own_name(entry));
    page.block(&bar, &bar, &Rich::new(Role::Text, &quote.text))?;
    let others = [&quote.rendering, &quote.original];
    others.into_iter().flatten().try_for_each(|other| page.block(&bar, &bar, &Rich::new(Role::Faint, other)))
}

/// Adds who says a record: the name as the note has it, then the one by which the library knows them, if that is another.
fn push_speaker(line: &mut Rich, speaker: &str, entry: &Entry, language: Language) {
    line.push(Role::speaker(own_name(entry).unwrap_or(speaker)), speaker);
    if let Some(person) = entry.other_name() {
        line.push(Role::Faint, &language.filled("（{}）", &[&person]));
    }
}

/// The name that decides a speaker's colour: one person has one, whatever a note calls them.
pub(super) fn own_name(entry: &Entry) -> Option<&str> {
    entry.person.as_deref().or(entry.record.speaker())
}

/// What stands beside words that somebody said, in the speaker's colour.
pub(super) fn bar(speaker: Option<&str>) -> Rich {
    Rich::new(speaker.map_or(Role::Faint, Role::speaker), "▎")
}

fn question_card(question: &Question, entry: &Entry, page: &mut Page<'_>) -> io::Result<()> {
    if !entry.record.section.is_empty() {
        page.text(&Rich::new(Role::Faint, &entry.record.section.join(HEADING_SEPARATOR)))?;
    }
    question_lines(question.asker.as_deref(), &question.text, Role::Text, page)?;
    match entry.answers.as_deref() {
        None => Ok(()),
        Some([]) => {
            let none = format!("{} {}", page.label("答"), page.label("无语录作答"));
            page.text(&Rich::new(Role::Faint, &none))
        }
        Some(answers) => answers.iter().enumerate().try_for_each(|(number, answer)| {
            if let (0, Some(words)) = (number, &answer.words) {
                return answer_lines(sentences::first(words), answer, entry, page);
            }
            mention_line(answer_lead(page), answer, entry, page)
        }),
    }
}

fn answer_lead(page: &Page<'_>) -> Rich {
    Rich::new(Role::Kind(Kind::Quote), &format!("{} ", page.label("答")))
}

/// How an answer begins, with who gives it, and where it stands.
fn answer_lines(words: &str, answer: &Mention, entry: &Entry, page: &mut Page<'_>) -> io::Result<()> {
    let lead = answer_lead(page);
    let rest = Rich::new(Role::Text, &" ".repeat(lead.columns()));
    let mut line = Rich::default();
    if let Some(speaker) = &answer.speaker {
        line = line.with(Role::speaker(speaker), speaker).with(Role::Text, page.label("："));
    }
    line.push(Role::Text, &one_line(words));
    page.block(&lead, &rest, &line)?;
    mention_place(&rest, answer, entry, page)
}

/// `问` and the question, its further lines indented to match.
pub(super) fn question_lines(
    asker: Option<&str>,
    text: &str,
    role: Role,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let mut line = Rich::default();
    if let Some(asker) = asker {
        line.push(Role::speaker(asker), asker);
        line.push(Role::Text, page.label("："));
    }
    line.push(role, text);
    let lead = Rich::new(Role::Kind(Kind::Question), &format!("{} ", page.label("问")));
    let indent = " ".repeat(lead.columns());
    page.block(&lead, &Rich::new(Role::Text, &indent), &line)
}

fn passage_card(passage: &Passage, entry: &Entry, page: &mut Page<'_>) -> io::Result<()> {
    let mut head = Rich::default();
    if let Some(speaker) = &passage.speaker {
        head.push(Role::speaker(speaker), speaker);
        head.push(Role::Text, GAP);
    }
    head.push(Role::Faint, &entry.record.section.join(HEADING_SEPARATOR));
    if !head.is_empty() {
        page.text(&head)?;
    }
    page.text(&Rich::new(Role::Text, &passage.text))
}

pub(super) fn prediction_card(prediction: &Prediction, entry: &Entry, page: &mut Page<'_>) -> io::Result<()> {
    page.text(&Rich::new(Role::Strong, &prediction.claim))?;
    let mut facts = Rich::default();
    if let Some(by) = &prediction.by {
        push_speaker(&mut facts, by, entry, page.language());
        facts.push(Role::Text, GAP);
    }
    if let Some(horizon) = &prediction.horizon {
        facts.push(Role::Kind(Kind::Prediction), &horizon.raw);
        let dates = match (horizon.start, horizon.end) {
            (Some(start), Some(end)) => format!("({start}..{end})"),
            (Some(start), None) => format!("(≥ {start})"),
            (None, Some(end)) => format!("(≤ {end})"),
            (None, None) => String::new(),
        };
        if !dates.is_empty() {
            facts.push(Role::Faint, &format!(" {}", unbroken(&dates)));
        }
    }
    if !facts.is_empty() {
        page.text(&facts)?;
    }
    if let Some(detail) = &prediction.detail {
        page.text(&Rich::new(Role::Text, detail))?;
    }
    match &entry.verdict {
        Some(verdict) => page.text(&verdict_line(verdict, page.language())),
        None => Ok(()),
    }
}

/// What became of a prediction, with the day, and what that rests on.
fn verdict_line(verdict: &Verdict, language: Language) -> Rich {
    let mut line = outcome(verdict, language);
    let day = verdict.on.map(|day| day.to_string());
    let parts = [(Role::Faint, &day), (Role::Place, &verdict.source), (Role::Text, &verdict.note)];
    for (role, words) in parts.into_iter().filter_map(|(role, words)| Some((role, words.as_deref()?))) {
        line.push(Role::Text, GAP);
        line.push(role, &one_line(words));
    }
    line
}

/// What became of a prediction.
pub(super) fn outcome(verdict: &Verdict, language: Language) -> Rich {
    Rich::new(Role::Outcome(verdict.outcome), language.outcome(verdict.outcome))
}

fn term_card(term: &Term, entry: &Entry, above: Option<&str>, page: &mut Page<'_>) -> io::Result<()> {
    let is_further = above == Some(term.term.as_str());
    let mut head = if is_further { Rich::default() } else { Rich::new(Role::Strong, &term.term) };
    let others = other_names(term);
    if !others.is_empty() {
        head.push(Role::Faint, &in_brackets(&others, page.language()));
    }
    if !head.is_empty() {
        page.text(&head)?;
    }
    page.text(&Rich::new(Role::Text, &term.definition))?;
    match entry.mentions.as_deref() {
        // That there are none stands on stderr.
        None | Some([]) => Ok(()),
        Some(mentions) => {
            let count = page.language().filled("提到它的地方（{}）：", &[&mentions.len()]);
            page.text(&Rich::new(Role::Faint, &count))?;
            mentions.iter().try_for_each(|mention| mention_lines(mention, entry, page))
        }
    }?;
    let mentions = entry.mentions.as_ref().map_or(0, Vec::len);
    match entry.uses.as_ref().map(Vec::len) {
        Some(uses) if uses > mentions => {
            let count = page.language().filled("全部笔记中用到它的地方：{}", &[&uses]);
            page.text(&Rich::new(Role::Faint, &count))
        }
        _ => Ok(()),
    }
}

/// Names in brackets behind another.
pub(super) fn in_brackets(names: &[&str], language: Language) -> String {
    language.filled("（{}）", &[&names.join(language.label("、"))])
}

/// The other names of a term but for those that its definition says anyway.
pub(super) fn other_names(term: &Term) -> Vec<&str> {
    let definition = fold_text(&term.definition);
    let is_said = |name: &&String| definition.contains(&fold_text(name));
    term.aliases.iter().filter(|name| !is_said(name)).map(String::as_str).collect()
}

fn mention_lines(mention: &Mention, entry: &Entry, page: &mut Page<'_>) -> io::Result<()> {
    let kind = Rich::new(Role::Text, GAP).with(Role::Kind(mention.kind), page.language().kind(mention.kind));
    mention_line(kind.with(Role::Text, GAP), mention, entry, page)
}

/// Who speaks at a place that is mentioned, and the place.
fn mention_line(lead: Rich, mention: &Mention, entry: &Entry, page: &mut Page<'_>) -> io::Result<()> {
    let mut line = lead;
    if let Some(speaker) = &mention.speaker {
        let name = shortened(&one_line(speaker), page.measure() / 3);
        line = line.with(Role::speaker(speaker), &name).with(Role::Text, GAP);
    }
    mention_place(&line, mention, entry, page)
}

/// Where a mention stands. In the note of the record that it belongs to, whose own place tells that, the line is enough.
fn mention_place(lead: &Rich, mention: &Mention, entry: &Entry, page: &mut Page<'_>) -> io::Result<()> {
    let place = Place::in_note(&mention.note, mention.line, &mention.id);
    if mention.note.note_path != entry.note.note_path {
        return place.write(lead, page);
    }
    let mut line = lead.clone();
    line.append(&place.in_same_note());
    page.line(&line)
}

fn note_card(note: &Note, entry: &Entry, page: &mut Page<'_>) -> io::Result<()> {
    page.text(&Rich::new(Role::Strong, &note.title))?;
    let date = note.date.map(|date| match note.date_end {
        Some(end) => format!("{date} – {end}"),
        None => date.to_string(),
    });
    let facts: Vec<String> = [date, note.duration_seconds.map(clock)].into_iter().flatten().collect();
    let mut line = Rich::new(Role::Text, &facts.join(GAP));
    for speaker in &note.speakers {
        line.push(Role::Text, if line.is_empty() { "" } else { GAP });
        line.push(Role::speaker(speaker), speaker);
    }
    if !line.is_empty() {
        page.text(&line)?;
    }
    if let Some(url) = &note.url {
        page.whole(&Rich::default(), &Rich::new(Role::Place, &one_line(url.trim())))?;
    }
    match entry.counts {
        Some(counts) => {
            page.text(&Rich::new(Role::Faint, &counts_in_words(counts, Kind::Note, page.language())))
        }
        None => Ok(()),
    }
}

/// `27 章节 · 67 语录`: the kinds there are any of. A number and its noun stay on one line.
pub(super) fn counts_in_words(counts: Counts, without: Kind, language: Language) -> String {
    let kinds = KINDS.iter().filter(|info| info.kind != without && counts.of(info.kind) > 0);
    let words: Vec<String> =
        kinds.map(|info| unbroken(&language.count(counts.of(info.kind), info.kind))).collect();
    words.join(" · ")
}

fn fact_card(fact: &Fact, page: &mut Page<'_>) -> io::Result<()> {
    for (number, (name, value)) in fact.shown().enumerate() {
        let lead = Rich::new(Role::Faint, header(name, page.language())).with(Role::Text, GAP);
        let rest = Rich::new(Role::Text, GAP);
        let value = rich(number, value);
        if value.is_whole() {
            page.whole(&lead, &value)?;
        } else if !value.is_empty() {
            page.block(&lead, &rest, &value)?;
        }
    }
    if fact.path.is_some() {
        page.whole(&Rich::default(), &Rich::path(Role::Place, &fact.place()))
    } else {
        Ok(())
    }
}

fn topic_card(topic: &TopicEntry, page: &mut Page<'_>) -> io::Result<()> {
    let names = Rich::new(Role::Strong, &topic.slug)
        .with(Role::Text, GAP)
        .with(Role::Text, &topic.chinese)
        .with(Role::Text, GAP)
        .with(Role::Text, &topic.english);
    page.text(&names)?;
    match counts_in_words(topic.counts, Kind::Note, page.language()) {
        counts if counts.is_empty() => Ok(()),
        counts => page.text(&Rich::new(Role::Faint, &counts)),
    }
}

/// Somebody under all names, with how much there is of them.
pub(super) fn person_head(person: &PersonEntry, page: &mut Page<'_>) -> io::Result<()> {
    let mut names = Rich::new(Role::speaker(&person.name), &person.name);
    let others = match person.card {
        Some(_) => person.other_names().join(page.label("、")),
        None => person.other_names_in_short(page.language()),
    };
    if !others.is_empty() {
        names.push(Role::Text, GAP);
        names.push(Role::Faint, &others);
    }
    page.text(&names)?;
    let notes = unbroken(&page.language().count(person.notes, Kind::Note));
    let counts = counts_in_words(person.counts, Kind::Note, page.language());
    let counts: Vec<String> = [notes, counts].into_iter().filter(|count| !count.is_empty()).collect();
    let days = unbroken(&person.days_in_words());
    page.text(&Rich::new(Role::Faint, &counts.join(" · ")).with(Role::Text, GAP).with(Role::Faint, &days))
}

/// A section's number and title.
pub(super) fn section_head(entry: &Entry) -> Rich {
    let mut head = Rich::default();
    if !entry.record.section_number.is_empty() {
        head.push(Role::Faint, &entry.record.section_number);
        head.push(Role::Text, GAP);
    }
    head.with(Role::Strong, entry.record.text())
}
