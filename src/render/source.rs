//! What a citation of a record may tell: nothing that the note does not.

use std::borrow::Cow;

use jiff::civil::Date;

use super::place::clock;
use super::{Entry, Language};
use crate::language::name_shape;
use crate::model::{Body, LineSpan};
use crate::text::width::one_line;

/// A record as something to be cited: the talk, and where in it the words are.
pub(super) struct Source<'e> {
    /// A record's id.
    pub(super) id: &'e str,
    /// Those who say what is cited; of a note, a section and the like those who take part in the talk.
    pub(super) authors: Vec<&'e str>,
    /// The title of the talk.
    pub(super) title: Cow<'e, str>,
    /// What the talk was part of, where the title does not say that.
    pub(super) programme: Option<Cow<'e, str>>,
    /// The day of the talk.
    pub(super) date: Option<Date>,
    /// The talk's address, at the record's time where its site has a form for that.
    pub(super) url: Option<String>,
    /// The moment in the recording.
    pub(super) time: Option<String>,
    /// The headings above it; of a section its own too.
    pub(super) section: Vec<&'e str>,
    /// Where in the note it stands; a note stands nowhere in itself.
    pub(super) lines: Option<LineSpan>,
    /// The language of labels.
    language: Language,
}

impl<'e> Source<'e> {
    pub(super) fn of(entry: &'e Entry, language: Language) -> Source<'e> {
        let Entry { record, note, .. } = entry;
        let title = one_line(note.title.trim());
        let programme = note.programme.as_deref().map(one_line);
        let mut section: Vec<&str> = record.section.iter().map(String::as_str).collect();
        if let Body::Section(own) = &record.body {
            section.push(&own.title);
        }
        // The first heading may be the title again.
        section.retain(|heading| one_line(heading.trim()) != title);
        let is_note = matches!(record.body, Body::Note(_));
        Source {
            id: record.id.as_str(),
            authors: authors(entry),
            programme: programme.filter(|programme| !title.contains(programme.as_ref())),
            title,
            date: note.date,
            url: entry.address().map(|url| one_line(url.trim()).into_owned()),
            time: record.time.filter(|_| !is_note).map(clock),
            section,
            lines: (!is_note).then_some(record.lines),
            language,
        }
    }

    /// What stands in round brackets or behind commas, from the programme to the lines.
    pub(super) fn facts(&self) -> Vec<String> {
        let programme = self.programme.as_deref().map(str::to_owned);
        let date = self.date.map(|date| date.to_string());
        [programme, date, self.time.clone()].into_iter().flatten().chain(self.place()).collect()
    }

    /// Where in the note it stands.
    pub(super) fn place(&self) -> Vec<String> {
        let section = (!self.section.is_empty()).then(|| one_line(&self.section.join(" › ")).into_owned());
        let lines = self.lines.map(|LineSpan { first, last }| match last > first {
            true => self.language.filled("第 {}–{} 行", &[&first, &last]),
            false => self.language.filled("第 {} 行", &[&first]),
        });
        section.into_iter().chain(lines).collect()
    }
}

/// Who says it: the one name, else the words for them unless these are a word for a role. Of what nobody says, and of a question
/// that nobody is known to have asked, these are the speakers of the talk, whose work is cited; of other words without a speaker
/// nobody, for a wrong one is worse than none.
fn authors(entry: &Entry) -> Vec<&str> {
    let is_said = match &entry.record.body {
        Body::Quote(_) | Body::Question(_) | Body::Prediction(_) => true,
        Body::Passage(passage) => passage.speaker.is_some(),
        Body::Note(_) | Body::Section(_) | Body::Term(_) => false,
    };
    let speaker = entry.record.speaker().filter(|speaker| !name_shape::is_placeholder(speaker));
    let own = entry.person.as_deref().or(speaker).filter(|_| is_said);
    let is_of_the_talk = !is_said || matches!(entry.record.body, Body::Question(_));
    match own {
        None if is_of_the_talk => {
            let names = entry.note.speakers.iter().map(String::as_str);
            names.filter(|name| !name_shape::is_placeholder(name)).collect()
        }
        own => own.into_iter().collect(),
    }
}

/// What is cited, in its own words; `None` for a note, whose title stands there anyway.
pub(super) fn words(entry: &Entry, language: Language) -> Option<String> {
    let colon = language.label("：");
    let in_brackets = |text: &str| language.filled("（{}）", &[&text]);
    let speaker = entry.record.speaker().map(|speaker| match entry.other_name() {
        Some(person) => format!("{speaker}{}", in_brackets(person)),
        None => speaker.to_owned(),
    });
    let said = |text: &str| match &speaker {
        Some(speaker) => format!("{speaker}{colon}“{text}”"),
        None => format!("“{text}”"),
    };
    let words = match &entry.record.body {
        Body::Note(_) => return None,
        Body::Section(section) => section.title.clone(),
        Body::Quote(quote) => said(&quote.text),
        Body::Question(question) => said(&question.text),
        Body::Passage(passage) if passage.speaker.is_some() => said(&passage.text),
        Body::Passage(passage) => passage.text.clone(),
        Body::Prediction(prediction) => {
            let horizon = prediction.horizon.as_ref().map(|horizon| horizon.raw.clone());
            let facts: Vec<String> = speaker.into_iter().chain(horizon).collect();
            let facts = match facts.is_empty() {
                true => String::new(),
                false => in_brackets(&facts.join(language.label("，"))),
            };
            let detail =
                prediction.detail.as_ref().map(|detail| format!("{colon}{detail}")).unwrap_or_default();
            format!("{}{facts}{detail}", prediction.claim)
        }
        Body::Term(term) => format!("{}{colon}{}", term.term, term.definition),
    };
    Some(one_line(&words).into_owned())
}
