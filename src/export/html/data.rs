//! The data of a page: what its script reads. Keys are of one letter, for there are tens of thousands of records.

use std::collections::HashMap;

use serde::Serialize;

use super::super::extract::Extract;
use super::folding::Folding;
use crate::analysis::own_words;
use crate::model::{Attribution, Body, Passage, PassageForm, Prediction, Question, Quote, Term};
use crate::render::{Entry, Language, form_name};
use crate::text::silent_breaks;
use crate::text::width::{clean, one_line};

/// All that a page shows.
#[derive(Serialize)]
pub(super) struct PageData<'e> {
    language: &'static str,
    pub(super) title: String,
    notes: Vec<NoteData<'e>>,
    /// The name to show and the others.
    people: Vec<(&'e str, Vec<&'e str>)>,
    /// Slug, Chinese and English name.
    topics: Vec<[&'e str; 3]>,
    fold: Folding,
}

#[derive(Serialize)]
struct NoteData<'e> {
    id: &'e str,
    title: String,
    date: Option<String>,
    url: Option<&'e str>,
    path: &'e str,
    speakers: &'e [String],
    records: Vec<RecordData<'e>>,
}

/// A record. What it has none of is left out.
#[derive(Default, Serialize)]
struct RecordData<'e> {
    /// Its kind, by [`Kind`](crate::model::Kind).
    #[serde(rename = "k")]
    kind: u8,
    #[serde(rename = "i")]
    id: &'e str,
    #[serde(rename = "l")]
    line: u32,
    #[serde(rename = "t")]
    text: String,
    /// Who says it, as the note has it.
    #[serde(rename = "s", skip_serializing_if = "Option::is_none")]
    speaker: Option<String>,
    /// Who that is, by the place among the people.
    #[serde(rename = "p", skip_serializing_if = "Option::is_none")]
    person: Option<usize>,
    /// Whether only the context tells.
    #[serde(rename = "c", skip_serializing_if = "is_not")]
    from_context: bool,
    /// Topics, by their places.
    #[serde(rename = "o", skip_serializing_if = "Vec::is_empty")]
    topics: Vec<usize>,
    /// Seconds into the recording.
    #[serde(rename = "u", skip_serializing_if = "Option::is_none")]
    time: Option<u32>,
    /// A heading's level.
    #[serde(rename = "h", skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    /// Its number in the outline; a heading that is the note's title has none.
    #[serde(rename = "n", skip_serializing_if = "Option::is_none")]
    number: Option<&'e str>,
    #[serde(rename = "m", skip_serializing_if = "Option::is_none")]
    form: Option<&'static str>,
    /// How deep a bullet stands.
    #[serde(rename = "e", skip_serializing_if = "Option::is_none")]
    depth: Option<u8>,
    /// Of a quote the id of the question that it answers.
    #[serde(rename = "a", skip_serializing_if = "Option::is_none")]
    question: Option<String>,
    /// Whether it stands among the key quotes.
    #[serde(rename = "b", skip_serializing_if = "is_not")]
    key: bool,
    #[serde(rename = "f", skip_serializing_if = "Option::is_none")]
    qualifier: Option<String>,
    #[serde(rename = "g", skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    /// The same words in another language.
    #[serde(rename = "x", skip_serializing_if = "Option::is_none")]
    other: Option<String>,
    /// What is told of a claim, or what a term means.
    #[serde(rename = "d", skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// Of a claim the words for when it is to come true, and the first and the last day.
    #[serde(rename = "z", skip_serializing_if = "Option::is_none")]
    horizon: Option<(String, Option<String>, Option<String>)>,
    /// What became of it.
    #[serde(rename = "v", skip_serializing_if = "Option::is_none")]
    verdict: Option<VerdictData<'e>>,
    #[serde(rename = "y", skip_serializing_if = "Option::is_none")]
    aliases: Option<Vec<String>>,
    /// What else is searched and not shown.
    #[serde(rename = "w", skip_serializing_if = "Vec::is_empty")]
    also: Vec<String>,
}

/// The outcome, the day, the source, a note.
type VerdictData<'e> = (&'static str, Option<String>, Option<&'e str>, Option<&'e str>);

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_not(flag: &bool) -> bool {
    !flag
}

impl<'e> PageData<'e> {
    pub(super) fn of(extract: &'e Extract, language: Language) -> PageData<'e> {
        let people: HashMap<&str, usize> =
            extract.people.iter().enumerate().map(|(at, person)| (person.name.as_str(), at)).collect();
        let topics: HashMap<&str, usize> =
            extract.topics.iter().enumerate().map(|(at, topic)| (topic.slug.as_str(), at)).collect();
        let notes: Vec<NoteData<'e>> =
            extract.notes().map(|note| note_data(note, &people, &topics)).collect();
        PageData {
            language: match language {
                Language::Chinese => "zh",
                Language::English => "en",
            },
            title: title(&notes, language),
            fold: Folding::of(extract.records.iter().map(|entry| &entry.record)),
            notes,
            people: extract
                .people
                .iter()
                .map(|person| {
                    let others = person.names.iter().map(|name| name.text.as_str());
                    (person.name.as_str(), others.filter(|name| *name != person.name).collect())
                })
                .collect(),
            topics: extract
                .topics
                .iter()
                .map(|topic| [&*topic.slug, &*topic.chinese, &*topic.english])
                .collect(),
        }
    }
}

fn title(notes: &[NoteData<'_>], language: Language) -> String {
    match (notes, language) {
        ([note], _) => note.title.clone(),
        (notes, Language::Chinese) => format!("{} 篇笔记", notes.len()),
        (notes, Language::English) => format!("{} notes", notes.len()),
    }
}

fn note_data<'e>(
    note: &'e [Entry],
    people: &HashMap<&str, usize>,
    topics: &HashMap<&str, usize>,
) -> NoteData<'e> {
    let facts = &note[0].note;
    NoteData {
        id: note[0].record.id.as_str(),
        title: match facts.title.trim() {
            "" => facts.slug().to_owned(),
            title => one_line(title).into_owned(),
        },
        date: facts.date.map(|day| day.to_string()),
        url: facts.url.as_deref(),
        path: &facts.note_path,
        speakers: &facts.speakers,
        records: note.iter().map(|entry| record_data(entry, people, topics)).collect(),
    }
}

fn record_data<'e>(
    entry: &'e Entry,
    people: &HashMap<&str, usize>,
    topics: &HashMap<&str, usize>,
) -> RecordData<'e> {
    let record = &entry.record;
    let common = RecordData {
        kind: record.kind() as u8,
        id: record.id.as_str(),
        line: record.lines.first,
        text: words(record.text()),
        speaker: record.speaker().map(words),
        person: entry.person.as_deref().and_then(|person| people.get(person)).copied(),
        topics: record.topics.iter().filter_map(|topic| topics.get(topic.as_str())).copied().collect(),
        time: record.time,
        ..RecordData::default()
    };
    match &record.body {
        // Its first words are its title.
        Body::Note(_) => {
            RecordData { also: own_words(record).into_iter().skip(1).map(words).collect(), ..common }
        }
        Body::Section(section) => {
            RecordData { level: Some(section.level), number: Some(&record.section_number), ..common }
        }
        Body::Passage(passage) => passage_data(passage, common),
        Body::Question(question) => question_data(question, common),
        Body::Quote(quote) => quote_data(quote, common),
        Body::Prediction(prediction) => prediction_data(prediction, entry, common),
        Body::Term(term) => term_data(term, common),
    }
}

fn passage_data<'e>(passage: &Passage, common: RecordData<'e>) -> RecordData<'e> {
    let depth = match passage.form {
        PassageForm::Bullet { depth, .. } => Some(depth),
        _ => None,
    };
    let also = passage.links.iter().map(|text| words(text)).collect();
    let form = Some(form_name(passage.form)).filter(|_| passage.form != PassageForm::Paragraph);
    let text = match passage.form {
        PassageForm::Code => clean(&passage.text).into_owned(),
        _ => common.text,
    };
    RecordData { form, depth, also, text, ..common }
}

fn question_data<'e>(question: &Question, common: RecordData<'e>) -> RecordData<'e> {
    RecordData { label: question.label.as_deref().map(words), ..common }
}

fn quote_data<'e>(quote: &Quote, common: RecordData<'e>) -> RecordData<'e> {
    RecordData {
        from_context: quote.attribution == Some(Attribution::Implied),
        question: quote.question_id.map(|id| id.to_string()),
        key: quote.key,
        qualifier: quote.qualifier.as_deref().map(words),
        label: quote.label_beside_speaker().map(words),
        other: quote.in_other_language().map(words),
        ..common
    }
}

fn prediction_data<'e>(prediction: &Prediction, entry: &'e Entry, common: RecordData<'e>) -> RecordData<'e> {
    let horizon = prediction.horizon.as_ref().map(|horizon| {
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        (words(&horizon.raw), day(horizon.start), day(horizon.end))
    });
    let verdict = entry.verdict.as_ref().map(|verdict| {
        let day = verdict.on.map(|day| day.to_string());
        (verdict.outcome.name(), day, verdict.source.as_deref(), verdict.note.as_deref())
    });
    RecordData { detail: prediction.detail.as_deref().map(words), horizon, verdict, ..common }
}

fn term_data<'e>(term: &Term, common: RecordData<'e>) -> RecordData<'e> {
    let aliases: Vec<String> = term.aliases.iter().map(|alias| words(alias)).collect();
    RecordData {
        detail: Some(words(&term.definition)),
        aliases: (!aliases.is_empty()).then_some(aliases),
        ..common
    }
}

/// A text as it is shown: without what is obeyed instead of shown, and without the line breaks that part no words, so that the
/// page's search finds a word over two lines as the program does.
fn words(text: &str) -> String {
    let clean = clean(text.trim());
    let mut joined = String::with_capacity(clean.len());
    let mut copied = 0;
    for gap in silent_breaks(&clean) {
        joined.push_str(&clean[copied..gap.start]);
        copied = gap.end;
    }
    joined.push_str(&clean[copied..]);
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise_text;

    #[test]
    fn words_over_two_lines_are_joined_as_the_program_reads_them() {
        for (text, expect) in
            [("排班系\n统", "排班系统"), ("a\nb", "a\nb"), ("\u{1b}[31m红\u{202e}", "红"), (" 一 ", "一")]
        {
            assert_eq!(words(text), expect);
            assert_eq!(normalise_text(&words(text)), normalise_text(&clean(text)));
        }
    }
}
