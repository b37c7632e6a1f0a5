//! A record as named flat fields, for `plain` and `csv`.
//!
//! Every line begins with the same fields. Where all items are of one kind, that kind's own fields follow; where they are
//! not, the text holds what would be lost without them.

use super::{Counts, Entry, Item, Language, Mention, PersonEntry, TopicEntry, View, grounds};
use crate::model::{
    Attribution, Body, HorizonKind, KINDS, Kind, KindInfo, Note, PassageForm, Prediction, Quote, RecordId,
};
use crate::verdicts::Verdict;

/// Between the titles of a heading path.
pub(super) const SECTION_SEPARATOR: &str = " > ";

/// A kind's extra fields: names, in order.
fn extra_names(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Note => {
            &["date", "duration_seconds", "url", "speakers", "quotes", "questions", "predictions", "terms"]
        }
        Kind::Section => &["number", "quotes", "questions"],
        Kind::Passage => &["form"],
        Kind::Question => &["answers"],
        Kind::Quote => &["label", "question"],
        Kind::Prediction => &["horizon", "start", "end", "detail", "verdict"],
        Kind::Term => &["aliases", "definition", "mentions", "uses", "same_as"],
    }
}

const TOPIC_EXTRA: [&str; 6] = ["english", "aliases", "sections", "quotes", "questions", "predictions"];

const PERSON_EXTRA: [&str; 7] = ["names", "notes", "quotes", "questions", "predictions", "first", "last"];

const OF_NOTE: [&str; 7] = ["note_title", "note_path", "file", "date", "url", "time", "person"];

/// What is told of a prediction's verdict beside the outcome, where there is room for it.
const OF_VERDICT: [&str; 3] = ["verdict_on", "verdict_source", "verdict_note"];

const HIT_EXTRA: [&str; 1] = ["tier"];

/// Which fields the lines of some items have, told by what they are.
pub(super) struct LineFields {
    /// Whether they are facts, and then whether these are about files.
    pub(super) facts: Option<bool>,
    /// The name of the field that the main words are in.
    pub(super) text: &'static str,
    /// The fields that follow those of every line.
    pub(super) extra: Vec<&'static str>,
    /// Whether they are records that somebody says: the one name for who that is stands at the end.
    pub(super) said: bool,
    /// What is told of each record's note where there is room for it, and is not among these.
    pub(super) of_note: Vec<&'static str>,
}

impl LineFields {
    /// Of a view's items.
    pub(super) fn of(view: &View) -> LineFields {
        let mut kinds = view.items.iter().filter_map(Item::entry).map(|entry| entry.record.kind());
        let first = kinds.next();
        let mixed = kinds.any(|kind| Some(kind) != first);
        let mut fields = LineFields::new(view, view.items.first(), mixed);
        if !view.sides.is_empty() {
            // Whoever sets people beside each other wants to know who said it when, whatever it is.
            fields.said = true;
            fields.text = "full_text";
            fields.extra = vec!["date"];
            fields.of_note = OF_NOTE.iter().copied().filter(|name| *name != "date").collect();
        }
        fields
    }

    /// Of items that begin with this one and are `mixed` if they are records of several kinds. `view` is what there is to say
    /// beside them.
    pub(super) fn new(view: &View, first: Option<&Item>, mixed: bool) -> LineFields {
        let searched = view.search.is_some();
        let facts = match first {
            Some(Item::Fact(fact)) => Some(fact.path.is_some()),
            _ => None,
        };
        let extra = match first {
            _ if searched => HIT_EXTRA.to_vec(),
            Some(Item::Record(first)) if !mixed => {
                let why = first.grounds.as_ref().map(|_| "why");
                extra_names(first.record.kind()).iter().copied().chain(why).collect()
            }
            // A header does not hang on whether there is a line below it.
            None => listed(view.command).map(extra_names).unwrap_or_default().to_vec(),
            Some(Item::Topic(_)) => TOPIC_EXTRA.to_vec(),
            Some(Item::Person(_)) => PERSON_EXTRA.to_vec(),
            Some(Item::Fact(fact)) => fact.names().collect(),
            _ => Vec::new(),
        };
        let is_said = |kind: Kind| matches!(kind, Kind::Question | Kind::Quote | Kind::Prediction) && !mixed;
        let kind = match first {
            Some(first) => first.entry().map(|entry| entry.record.kind()),
            None => listed(view.command),
        };
        let said = searched || kind.is_some_and(is_said);
        let mut of_note = match first {
            Some(Item::Topic(_) | Item::Person(_) | Item::Fact(_)) => Vec::new(),
            Some(Item::Record(_)) | None => OF_NOTE.to_vec(),
        };
        of_note.retain(|name| !extra.contains(name));
        if extra.contains(&"verdict") {
            of_note.splice(0..0, OF_VERDICT);
        }
        LineFields {
            of_note,
            said,
            facts,
            text: if mixed && !searched { "full_text" } else { "text" },
            extra,
        }
    }
}

/// The one kind of record that a command lists.
fn listed(command: &str) -> Option<Kind> {
    let lists = |info: &&KindInfo| info.plural == command || info.kind == Kind::Term && command == "glossary";
    KINDS.iter().find(lists).map(|info| info.kind)
}

/// One item's value of a field, empty where it has none.
pub(super) fn value(item: &Item, field: &str) -> String {
    match item {
        Item::Record(entry) => entry_value(entry, field),
        Item::Topic(topic) => topic_value(topic, field),
        Item::Person(person) => person_value(person, field),
        Item::Fact(fact) => fact.value(field),
    }
}

fn entry_value(entry: &Entry, field: &str) -> String {
    let record = &entry.record;
    match field {
        "place" => entry.place(),
        "id" => record.id.to_string(),
        "kind" => record.kind().name().to_owned(),
        "note" => entry.note.slug().to_owned(),
        "path" => entry.note.path.clone(),
        "note_title" => entry.note.title.clone(),
        "note_path" => entry.note.note_path.clone(),
        "file" => entry.note.file.clone().unwrap_or_default(),
        "date" => entry.note.date.map(|date| date.to_string()).unwrap_or_default(),
        "url" => entry.address().unwrap_or_default().into_owned(),
        "time" => record.time.map(|time| time.to_string()).unwrap_or_default(),
        "line" => record.lines.first.to_string(),
        "end_line" => record.lines.last.to_string(),
        "section" => record.section.join(SECTION_SEPARATOR),
        "topics" => record.topics.join(" "),
        "speaker" => record.speaker().unwrap_or_default().to_owned(),
        "person" => entry.person.as_deref().unwrap_or_default().to_owned(),
        "text" => match &entry.hit {
            Some(hit) => hit.snippet.clone(),
            None => record.text().to_owned(),
        },
        "full_text" => full_text(entry),
        "why" => entry
            .grounds
            .as_ref()
            .map(|why| grounds::steps(why, entry, Language::Chinese, grounds::by_path).join("；"))
            .unwrap_or_default(),
        "tier" => entry.hit.as_ref().map(|hit| hit.tier.to_owned()).unwrap_or_default(),
        "score" => entry.hit.as_ref().map(|hit| hit.score.to_string()).unwrap_or_default(),
        "snippet" => entry.hit.as_ref().map(|hit| hit.snippet.clone()).unwrap_or_default(),
        "year" => entry.note.date.map(|date| date.year().to_string()).unwrap_or_default(),
        "month" => entry.note.date.map(|date| date.strftime("%Y-%m").to_string()).unwrap_or_default(),
        "same_as" if entry.same_words.is_some() && !matches!(record.kind(), Kind::Quote | Kind::Term) => {
            ids(entry.same_words.iter().flatten())
        }
        _ => body_value(entry, field).unwrap_or_default(),
    }
}

fn body_value(entry: &Entry, field: &str) -> Option<String> {
    match &entry.record.body {
        Body::Note(note) => note_value(note, field)
            .or_else(|| count_by_name(entry.counts?, field).map(|count| count.to_string())),
        Body::Section(section) => match field {
            "title" => Some(section.title.clone()),
            "level" => Some(section.level.to_string()),
            "number" => Some(entry.record.section_number.to_string()),
            _ => count_by_name(entry.counts?, field).map(|count| count.to_string()),
        },
        Body::Passage(passage) => match field {
            "form" => Some(form_name(passage.form).to_owned()),
            "depth" => bullet_depth(passage.form).map(|depth| depth.to_string()),
            "links" => Some(passage.links.join("; ")),
            _ => None,
        },
        Body::Question(question) => match field {
            "asker" => question.asker.clone(),
            "label" => question.label.clone(),
            "answers" => Some(places(entry.answers.as_deref())),
            "answer" => {
                let words = entry.answers.iter().flatten().filter_map(|answer| answer.words.as_deref());
                Some(words.collect::<Vec<_>>().join("\n"))
            }
            _ => None,
        },
        Body::Quote(quote) => quote_value(quote, field),
        Body::Prediction(prediction) => {
            prediction_value(prediction, field).or_else(|| verdict_value(entry.verdict.as_ref()?, field))
        }
        Body::Term(term) => match field {
            "term" => Some(term.term.clone()),
            "aliases" => Some(term.aliases.join("; ")),
            "definition" => Some(term.definition.clone()),
            "mentions" => Some(places(entry.mentions.as_deref())),
            "uses" => Some(ids(entry.uses.iter().flatten())),
            "same_as" => Some(ids(entry.repeats().iter().map(|other| &other.id))),
            _ => None,
        },
    }
}

fn quote_value(quote: &Quote, field: &str) -> Option<String> {
    match field {
        "attribution" => quote.attribution.map(|attribution| attribution_name(attribution).to_owned()),
        "qualifier" => quote.qualifier.clone(),
        "label" => quote.label.clone(),
        "original" => quote.original.clone(),
        "rendering" => quote.rendering.clone(),
        "key" => Some(quote.key.to_string()),
        "question" => quote.question.clone(),
        "question_id" => quote.question_id.map(|id| id.to_string()),
        "same_as" => Some(ids(quote.same_as.iter())),
        "abridges" => Some(ids(quote.abridges.iter())),
        _ => None,
    }
}

fn prediction_value(prediction: &Prediction, field: &str) -> Option<String> {
    let horizon = prediction.horizon.as_ref();
    match field {
        "claim" => Some(prediction.claim.clone()),
        "by" => prediction.by.clone(),
        "horizon" => horizon.map(|horizon| horizon.raw.clone()),
        "horizon_kind" => horizon.map(|horizon| horizon_name(horizon.kind).to_owned()),
        "start" => horizon.and_then(|horizon| horizon.start).map(|date| date.to_string()),
        "end" => horizon.and_then(|horizon| horizon.end).map(|date| date.to_string()),
        "detail" => prediction.detail.clone(),
        "supports" => Some(ids(prediction.supports.iter())),
        _ => None,
    }
}

fn verdict_value(verdict: &Verdict, field: &str) -> Option<String> {
    match field {
        "verdict" => Some(verdict.outcome.name().to_owned()),
        "verdict_on" => verdict.on.map(|date| date.to_string()),
        "verdict_source" => verdict.source.clone(),
        "verdict_note" => verdict.note.clone(),
        _ => None,
    }
}

/// The main words with those that a kind's own fields would hold.
fn full_text(entry: &Entry) -> String {
    let text = entry.record.text();
    match &entry.record.body {
        Body::Term(term) => format!("{text}：{}", term.definition),
        Body::Prediction(prediction) => match &prediction.detail {
            Some(detail) => format!("{text}：{detail}"),
            None => text.to_owned(),
        },
        _ => text.to_owned(),
    }
}

fn note_value(note: &Note, field: &str) -> Option<String> {
    match field {
        "title" => Some(note.title.clone()),
        "file_title" => note.file_title.clone(),
        "date_end" => note.date_end.map(|date| date.to_string()),
        "duration_seconds" => note.duration_seconds.map(|seconds| seconds.to_string()),
        "views" => note.views.map(|views| views.to_string()),
        "video_id" => note.video_id.clone(),
        "generated" => note.generated.map(|date| date.to_string()),
        "speakers" => Some(note.speakers.join("; ")),
        "metadata" => {
            let rows = note.metadata.iter().map(|(name, value)| format!("{name}: {value}"));
            Some(rows.collect::<Vec<_>>().join("; "))
        }
        "contents" => Some(note.contents.join("; ")),
        "footer" => Some(note.footer.join("; ")),
        "frame" => Some(note.frame.join("; ")),
        _ => None,
    }
}

fn topic_value(topic: &TopicEntry, field: &str) -> String {
    match field {
        "id" | "slug" => topic.slug.clone(),
        "kind" => "topic".to_owned(),
        "topics" => topic.slug.clone(),
        "text" | "chinese" => topic.chinese.clone(),
        "english" => topic.english.clone(),
        "aliases" => topic.aliases.join("; "),
        _ => count_by_name(topic.counts, field).map(|count| count.to_string()).unwrap_or_default(),
    }
}

fn person_value(person: &PersonEntry, field: &str) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    match field {
        "kind" => "person".to_owned(),
        "id" | "text" | "name" => person.name.clone(),
        "names" => person.other_names().join("; "),
        "notes" => person.notes.to_string(),
        "first" => day(person.days.map(|days| days.0)),
        "last" => day(person.days.map(|days| days.1)),
        _ => count_by_name(person.counts, field).map(|count| count.to_string()).unwrap_or_default(),
    }
}

fn count_by_name(counts: Counts, field: &str) -> Option<usize> {
    let kind = crate::model::KINDS.iter().find(|info| info.plural == field)?;
    Some(counts.of(kind.kind))
}

fn places(mentions: Option<&[Mention]>) -> String {
    let places: Vec<String> = mentions
        .unwrap_or_default()
        .iter()
        .map(|mention| format!("{}:{}", mention.note.path, mention.line))
        .collect();
    places.join("; ")
}

fn ids<'a>(ids: impl Iterator<Item = &'a RecordId>) -> String {
    ids.map(|id| id.as_str()).collect::<Vec<_>>().join(" ")
}

/// How deep a bullet stands; nothing else has a depth.
pub(super) fn bullet_depth(form: PassageForm) -> Option<u8> {
    match form {
        PassageForm::Bullet { depth, .. } => Some(depth),
        _ => None,
    }
}

/// What the machine formats call the way in which a speaker is known.
pub fn attribution_name(attribution: Attribution) -> &'static str {
    match attribution {
        Attribution::Stated => "stated",
        Attribution::Implied => "implied",
    }
}

/// What the machine formats call a kind of horizon.
pub fn horizon_name(kind: HorizonKind) -> &'static str {
    match kind {
        HorizonKind::By => "by",
        HorizonKind::Within => "within",
        HorizonKind::NotBefore => "not_before",
        HorizonKind::Past => "past",
        HorizonKind::Ongoing => "ongoing",
        HorizonKind::Span => "span",
        HorizonKind::Trend => "trend",
        HorizonKind::Condition => "condition",
        HorizonKind::Unspecified => "unspecified",
    }
}

/// What the machine formats call a passage's form.
pub fn form_name(form: PassageForm) -> &'static str {
    match form {
        PassageForm::Paragraph => "paragraph",
        PassageForm::Bullet { .. } => "bullet",
        PassageForm::TableRow => "table_row",
        PassageForm::Code => "code",
        PassageForm::Remark => "remark",
        PassageForm::Html => "html",
    }
}
