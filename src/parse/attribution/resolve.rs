//! What only the whole note tells: which question a quote answers, who is meant where nobody is named, and
//! the names that a heading gives a term.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::model::{Attribution, Body, Quote};

use crate::language::name_shape::{self, Shape};
use crate::language::{clause, label};
use crate::parse::attribution::twins::{Twin, Twins};
use crate::parse::cast::{self, Cast, Finder};
use crate::parse::draft::{self, Draft};
use crate::parse::frame::outline::{Outline, SectionPurpose};
use crate::parse::frame::table_kind;

/// Gives each quote the question it answers: the index of that question's draft.
///
/// A question is answered by what follows it up to the next question, within its section, and never by a section of
/// key quotes. Where the first of several H3 asks and no other does, its first question opens the H2 around them, which
/// is its answer throughout.
pub(crate) fn answers(drafts: &[Draft], outline: &Outline, people: &Cast) -> Vec<Option<usize>> {
    let mut answers = vec![None; drafts.len()];
    let mut current: Option<(usize, Option<usize>)> = None;
    // Where no section ends them, the answers to a turn that asks end with whatever is no speech.
    let mut ends_with_speech = false;
    let is_within = |draft: &Draft, scope: Option<usize>| {
        scope.is_none_or(|scope| outline.ancestors(draft.section).any(|section| section == scope))
    };
    for (index, draft) in drafts.iter().enumerate() {
        match &draft.body {
            Body::Question(question) => {
                // A turn that asks is answered within its own section.
                let is_turn = drafts.get(index + 1).is_some_and(|next| next.span == draft.span);
                let own = || outline.ancestors(draft.section).next();
                let scope = if is_turn { own() } else { scope(index, drafts, outline) };
                // An answer that ends in a rhetorical question leaves the question open.
                let answers_too = is_turn
                    && question.asker.as_deref().is_some_and(|asker| !people.asks(asker))
                    && question.text.contains(['。', '！', '；'])
                    && current.is_some_and(|(_, scope)| is_within(draft, scope));
                if !answers_too {
                    current = Some((index, scope));
                    ends_with_speech = is_turn && scope.is_none() && draft.section.is_some();
                }
            }
            Body::Passage(_) if ends_with_speech => current = None,
            Body::Quote(quote) if !quote.key && !draft.is_row => {
                let Some((question, scope)) = current else { continue };

                // A turn that asks is not its own answer, nor does anybody answer themselves.
                let is_own = matches!(&drafts[question].body, Body::Question(asked)
                    if asked.asker.is_some() && asked.asker == quote.speaker);
                if is_within(draft, scope) && !is_own && drafts[question].span != draft.span {
                    answers[index] = Some(question);
                }
            }
            _ => {}
        }
    }
    answers
}

/// The section throughout which a question may be answered.
fn scope(index: usize, drafts: &[Draft], outline: &Outline) -> Option<usize> {
    let section = outline.ancestors(drafts[index].section).next()?;
    let Some(parent) = outline.sections[section].parent else { return Some(section) };
    let opens = section > 0 && outline.sections[section - 1].level < outline.sections[section].level;
    // Turns that ask stand within the answer.
    let asks_too = || {
        drafts[index + 1..]
            .iter()
            .enumerate()
            .take_while(|(_, draft)| outline.ancestors(draft.section).any(|around| around == parent))
            .any(|(behind, draft)| {
                matches!(draft.body, Body::Question(_))
                    && outline.ancestors(draft.section).all(|around| around != section)
                    && drafts.get(index + behind + 2).is_none_or(|next| next.span != draft.span)
            })
    };
    let is_first = || {
        !drafts[..index]
            .iter()
            .rev()
            .take_while(|draft| outline.ancestors(draft.section).any(|around| around == parent))
            .any(|draft| matches!(draft.body, Body::Question(_)))
    };
    Some(if opens && is_first() && !asks_too() { parent } else { section })
}

/// Adds a question for each turn that asks: it ends in a question mark, and somebody else speaks right after it, or its
/// lead-in says so, or its speaker does nothing but ask, or it calls upon somebody, or it is a question and nothing else in
/// an exchange.
pub(crate) fn asking_turns(drafts: &mut Vec<Draft>, people: &Cast) {
    let askers = habitual_askers(drafts);
    let mut asking = Vec::new();
    for (index, draft) in drafts.iter().enumerate() {
        let Some(turn) = draft.quote() else { continue };
        let is_stated = |quote: &Quote| quote.attribution == Some(Attribution::Stated);
        // The second of two bullets by one speaker asks nobody.
        let goes_on = index > 0
            && drafts[index - 1].group == draft.group
            && drafts[index - 1].quote().is_some_and(|above| above.speaker == turn.speaker);
        let is_asked_already = index > 0 && drafts[index - 1].span == draft.span;
        if !ends_in_question(&turn.text) || turn.key || draft.is_row || is_asked_already || goes_on {
            continue;
        }
        let is_answered = drafts.get(index + 1).is_some_and(|next| {
            next.section == draft.section
                && !next.is_row
                && next.quote().is_some_and(|quote| is_stated(quote) && quote.speaker != turn.speaker)
        });
        let is_askers = turn.speaker.as_ref().is_some_and(|speaker| askers.contains(speaker));
        let is_somebodys = is_stated(turn) || draft.is_others;
        // `**李明：** 几点？` right below another's turn asks though the section ends there; below a question it answers.
        let is_exchanged = || {
            people.is_transcript
                && index > 0
                && is_one_sentence(&turn.text)
                && is_stated(turn)
                && drafts[index - 1].section == draft.section
                && drafts[index - 1]
                    .quote()
                    .filter(|above| !above.key && !ends_in_question(&above.text))
                    .is_some_and(|above| is_stated(above) && above.speaker != turn.speaker)
        };
        let calls = || is_one_sentence(&turn.text) && calls_upon_somebody(&turn.text, people);
        if is_somebodys && (is_answered || is_exchanged() || calls()) || draft.asks || is_askers {
            asking.push((index, draft::question(turn.text.clone(), turn.speaker.clone())));
        }
    }
    let mut asking = asking.into_iter().peekable();
    for (index, draft) in std::mem::take(drafts).into_iter().enumerate() {
        if let Some((_, body)) = asking.next_if(|(turn, _)| *turn == index) {
            drafts.push(Draft::new(body, draft.span.clone(), draft.section, draft.group));
        }
        drafts.push(draft);
    }
}

fn ends_in_question(text: &str) -> bool {
    text.trim_end().ends_with(['？', '?'])
}

fn is_one_sentence(text: &str) -> bool {
    let words = text.trim().trim_end_matches(['？', '?']);
    !words.contains(['。', '！', '？', '?', '!', '；', '\n'])
}

/// Whether a sentence begins by calling upon somebody: `妈，你冷不冷？`, `岑师傅，几点关门？`.
fn calls_upon_somebody(sentence: &str, people: &Cast) -> bool {
    const LONGEST: usize = 6;
    let Some((called, _)) = sentence.trim().split_once(['，', ',']) else { return false };
    called.chars().count() <= LONGEST && (name_shape::calls(called) || people.is_known(called))
}

/// Those of whom the note has several turns, all of them questions.
fn habitual_askers(drafts: &[Draft]) -> HashSet<String> {
    let mut turns: HashMap<&String, (u32, u32)> = HashMap::new();
    for quote in drafts.iter().filter_map(Draft::quote).filter(|quote| !quote.key) {
        if let Some(speaker) = &quote.speaker {
            let (all, asking) = turns.entry(speaker).or_default();
            *all += 1;
            *asking += u32::from(ends_in_question(&quote.text));
        }
    }
    turns
        .into_iter()
        .filter(|(_, (all, asking))| *all >= 2 && all == asking)
        .map(|(speaker, _)| speaker.clone())
        .collect()
}

/// Names speakers whom the context tells, as implied.
pub(crate) fn speakers(drafts: &mut [Draft], outline: &Outline, people: &Cast, text: &str) {
    let context = Context::new(drafts, outline, people, text);
    // Key quotes come last: they repeat what the others say.
    let is_key = |draft: &Draft| draft.quote().is_some_and(|quote| quote.key);
    let (key, others): (Vec<usize>, Vec<usize>) =
        (0..drafts.len()).partition(|index| is_key(&drafts[*index]));
    for index in others.into_iter().chain(key) {
        if drafts[index].quote().is_none_or(|quote| quote.speaker.is_some()) {
            continue;
        }
        let implied = implied(drafts, index, outline, &context);
        if let (Some(name), Some(quote)) = (implied, drafts[index].quote_mut()) {
            quote.speaker = Some(name);
            quote.attribution = Some(Attribution::Implied);
        }
    }
}

/// What tells who speaks, gathered once for the whole note.
struct Context {
    only_guest: Option<String>,
    /// The one person whom a section's heading names.
    headings: Vec<Option<String>>,
    /// The one person whom a section's opening line names.
    openings: HashMap<usize, String>,
    /// How many unnamed quotes of a group end in a question mark.
    asking: HashMap<u32, usize>,
    twins: Twins,
}

impl Context {
    fn new(drafts: &[Draft], outline: &Outline, people: &Cast, text: &str) -> Self {
        let candidates = Finder::of_candidates(candidates(drafts, people));
        let named = |words: &str| candidates.only_one(words).cloned();
        let headings = outline
            .sections
            .iter()
            .map(|section| {
                named(&section.title)
                    .or_else(|| people.only_one_called(&section.title).map(str::to_owned))
                    .or_else(|| candidates.only_one_titled(&section.title).cloned())
            })
            .collect();
        let mut openings = HashMap::new();
        let mut seen = HashSet::new();
        let mut asking = HashMap::new();
        for draft in drafts {
            if let Some(section) = draft.section
                && seen.insert(section)
                && let Body::Passage(passage) = &draft.body
                && let Some(name) = named(&passage.text)
            {
                openings.insert(section, name);
            }
            if draft.group > 0 && !draft.is_row && is_unnamed_question(draft) {
                *asking.entry(draft.group).or_insert(0) += 1;
            }
        }
        Context {
            only_guest: only_guest(drafts, people, text),
            headings,
            openings,
            asking,
            twins: Twins::new(drafts),
        }
    }

    /// Whether nobody is named in the quote's blockquote, where another of its quotes asks: two people speak, and
    /// nothing tells who is who.
    fn is_in_exchange(&self, draft: &Draft) -> bool {
        let own = usize::from(is_unnamed_question(draft));
        !draft.is_row && self.asking.get(&draft.group).is_some_and(|count| *count > own)
    }
}

fn is_unnamed_question(draft: &Draft) -> bool {
    draft
        .quote()
        .is_some_and(|quote| quote.attribution != Some(Attribution::Stated) && ends_in_question(&quote.text))
}

/// Everybody whom the note names, guests first.
fn candidates(drafts: &[Draft], people: &Cast) -> Vec<String> {
    let stated = drafts.iter().filter_map(|draft| match &draft.body {
        Body::Quote(quote) if quote.attribution == Some(Attribution::Stated) => quote.speaker.as_ref(),
        Body::Prediction(prediction) => prediction.by.as_ref(),
        _ => None,
    });
    let mut seen = HashSet::new();
    people
        .guests
        .iter()
        .chain(&people.titled)
        .chain(stated.filter(|name| people.shape(name) != Shape::Role && !name_shape::is_weak_role(name)))
        .chain(&people.hosts)
        .filter(|name| seen.insert(*name))
        .cloned()
        .collect()
}

/// The note's only guest: the one whom the metadata names, or else the title, or the only one who is quoted at all but for
/// those who do nothing but ask; where nobody is, the one of whom the text tells throughout.
fn only_guest(drafts: &[Draft], people: &Cast, text: &str) -> Option<String> {
    if let [guest] = &people.guests[..] {
        return Some(guest.clone());
    }
    if people.guests.len() > 1 {
        return None;
    }
    let stated: Vec<(&String, bool)> = drafts
        .iter()
        .filter_map(Draft::quote)
        .filter(|quote| quote.attribution == Some(Attribution::Stated))
        .filter_map(|quote| Some((quote.speaker.as_ref()?, ends_in_question(&quote.text))))
        .collect();
    let telling: HashSet<&String> =
        stated.iter().filter(|(_, asks)| !asks).map(|(speaker, _)| *speaker).collect();
    let mut stated = stated
        .iter()
        .map(|(speaker, _)| *speaker)
        .filter(|speaker| !people.asks(speaker) && telling.contains(speaker))
        .peekable();
    let is_nameless =
        |speaker: &str| people.shape(speaker) == Shape::Role || name_shape::is_weak_role(speaker);
    if let Some(titled) = &people.titled
        && (stated.peek().is_none() || telling.contains(titled))
    {
        return Some(titled.clone());
    }
    // Where a host is alone with people who have no name, the note is the host's.
    if let [host] = &people.hosts[..]
        && stated.peek().is_none_or(|speaker| is_nameless(speaker))
    {
        return stated.all(|speaker| is_nameless(speaker)).then(|| host.clone());
    }
    let Some(first) = stated.next() else {
        let is_unnamed = |draft: &Draft| draft.quote().is_some_and(|quote| quote.speaker.is_none());
        let is_asked_for = telling.is_empty() && people.hosts.is_empty() && drafts.iter().any(is_unnamed);
        return is_asked_for.then(|| cast::protagonist(text)).flatten();
    };
    stated.all(|speaker| speaker == first).then(|| first.clone())
}

/// The name by which the words themselves introduce who says them: `大家好，我叫李明。`
fn introduced(words: &str) -> Option<&str> {
    let (_, behind) = words.split_once("我叫")?;
    let end = behind.find(|character: char| !character.is_alphanumeric() && !"·• ".contains(character));
    let name = behind[..end.unwrap_or(behind.len())].trim();
    (name_shape::shape(name) == Shape::Person).then_some(name)
}

fn implied(drafts: &[Draft], index: usize, outline: &Outline, context: &Context) -> Option<String> {
    let draft = &drafts[index];
    let quote = draft.quote()?;
    if draft.is_others
        || quote
            .label
            .as_deref()
            .is_some_and(|label| label::announces_others(label) || label::is_somebody(label))
    {
        return None;
    }
    // The same blockquote goes on with the same speaker, unless a label parts them.
    if quote.label.is_none()
        && let Some(above) = drafts[..index]
            .iter()
            .rev()
            .take_while(|above| above.group == draft.group && draft.group > 0)
            .find_map(Draft::quote)
        && let Some(speaker) = &above.speaker
        && above.attribution == Some(Attribution::Stated)
    {
        return Some(speaker.clone());
    }
    if context.is_in_exchange(draft) {
        return None;
    }
    if let Some(name) = introduced(&quote.text) {
        return Some(name.to_owned());
    }
    match context.twins.of(drafts, index) {
        Some(Twin::Of(speaker)) => return Some(speaker),
        Some(Twin::Others) => return None,
        None => {}
    }
    for section in outline.ancestors(draft.section) {
        if label::announces_others(&outline.sections[section].title) && !draft.is_answer {
            return None;
        }
        if let Some(name) = &context.headings[section] {
            return Some(name.clone());
        }
    }
    if ends_in_question(&quote.text)
        && !quote.key
        && !draft.is_answer
        && !clause::reports_a_question(&quote.text)
    {
        // A question among answers may well be somebody else's.
        return None;
    }
    if outline.purpose(draft.section) != SectionPurpose::KeyQuotes
        && let Some(name) = draft.section.and_then(|section| context.openings.get(&section))
    {
        return Some(name.clone());
    }
    context.only_guest.clone()
}

/// Adds the names that a heading gives a term in brackets: `### 杰文斯悖论（Jevons Paradox）`.
pub(crate) fn heading_aliases(drafts: &mut [Draft], outline: &Outline) {
    let mut terms: HashMap<String, Vec<usize>> = HashMap::new();
    let mut lengths: BTreeSet<usize> = BTreeSet::new();
    for (index, draft) in drafts.iter().enumerate() {
        if let Body::Term(term) = &draft.body {
            terms.entry(term.term.clone()).or_default().push(index);
            lengths.insert(term.term.len());
        }
    }
    let mut name = |term: &str, name: &str| {
        for index in terms.get(term).into_iter().flatten() {
            if let Body::Term(term) = &mut drafts[*index].body {
                add_alias(term, name);
            }
        }
    };
    for section in outline.sections.iter().filter(|_| !lengths.is_empty()) {
        let Some(open) = section.title.find(['（', '(']) else { continue };
        let Some(length) = section.title[open..].find(['）', ')']) else { continue };
        let head = section.title[..open].trim();
        let bracketed = section.title[open..open + length].trim_start_matches(['（', '(']).trim();
        for length in lengths.iter().filter(|length| (1..=head.len()).contains(length)) {
            let term = head.get(head.len() - length..);
            if let Some(term) = term.filter(|term| table_kind::is_name_pair(term, head, bracketed)) {
                name(term, bracketed);
            }
        }
        if !bracketed.is_empty() && table_kind::is_name_pair(bracketed, bracketed, head) {
            name(bracketed, head);
        }
    }
}

fn add_alias(term: &mut crate::model::Term, alias: &str) {
    let is_known = term.term.eq_ignore_ascii_case(alias)
        || term.aliases.iter().any(|known| known.eq_ignore_ascii_case(alias));
    if !is_known {
        term.aliases.push(alias.to_owned());
    }
}
