//! The library as commands see it: opened once, asked for records.

use jiff::civil::Date;

use super::choices::Choice;
use super::context::Context;
use crate::library::Library;
use crate::model::{Body, Kind, Record};
use crate::render::{Entry, Item, Mention};
use crate::text::fold_text;
use crate::topics::Vocabulary;

/// A record with its note.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub(super) record: Record,
    pub(super) note: String,
    pub(super) path: String,
    pub(super) note_path: String,
    pub(super) title: String,
    pub(super) date: Option<Date>,
}

/// Which records.
#[derive(Debug, Clone, Default)]
pub(super) struct Filter {
    pub(super) kinds: Vec<Kind>,
    pub(super) notes: Vec<String>,
    pub(super) topics: Vec<String>,
    pub(super) speakers: Vec<String>,
    pub(super) section: Option<String>,
    pub(super) since: Option<Date>,
    pub(super) until: Option<Date>,
}

/// The opened library.
#[derive(Debug)]
pub(super) struct Store {
    records: Vec<Stored>,
    vocabulary: Vocabulary,
}

impl Store {
    /// Opens the context's library.
    pub(super) fn open(context: &Context) -> anyhow::Result<Store> {
        let _ = &context.cache;
        let library: &Library = &context.library;
        let vocabulary = Vocabulary::default();
        let mut records = Vec::new();
        for source in library.sources()? {
            let text = library.read(&source)?;
            let parsed = crate::parse::parse(&source.path, &text.text, &vocabulary);
            if parsed.records.is_empty() {
                continue;
            }
            let note = parsed.note().clone();
            for record in parsed.records {
                records.push(Stored {
                    record,
                    note: source.path.trim_end_matches(".md").to_owned(),
                    path: source.shown.clone(),
                    note_path: source.path.clone(),
                    title: note.title.clone(),
                    date: note.date,
                });
            }
        }
        Ok(Store { records, vocabulary })
    }

    /// The records in library order.
    pub(super) fn list(&self, filter: &Filter) -> anyhow::Result<Vec<Stored>> {
        Ok(self.records.iter().filter(|stored| filter.holds(stored)).cloned().collect())
    }

    /// The records whose id begins so.
    pub(super) fn find(&self, prefix: &str) -> anyhow::Result<Vec<Stored>> {
        Ok(self
            .records
            .iter()
            .filter(|stored| stored.record.id.as_str().starts_with(prefix))
            .cloned()
            .collect())
    }

    /// The notes by slug, title and file title.
    pub(super) fn note_choices(&self) -> anyhow::Result<Vec<Choice<String>>> {
        let notes = self.list(&Filter { kinds: vec![Kind::Note], ..Filter::default() })?;
        let choice = |stored: Stored| {
            let mut names = vec![stored.note, stored.title];
            if let Body::Note(note) = stored.record.body {
                names.extend(note.file_title);
            }
            names.push(stored.path);
            Choice { value: stored.note_path, names }
        };
        Ok(notes.into_iter().map(choice).collect())
    }

    /// The topics of the vocabulary by all their names.
    pub(super) fn topic_choices(&self) -> anyhow::Result<Vec<Choice<String>>> {
        let topics = self.vocabulary.topics().iter();
        Ok(topics
            .map(|topic| {
                let mut names = vec![topic.slug.clone(), topic.chinese.clone(), topic.english.clone()];
                names.extend(topic.aliases.iter().cloned());
                Choice { value: topic.slug.clone(), names }
            })
            .collect())
    }

    /// Whoever speaks, asks or claims in the library.
    pub(super) fn speaker_choices(&self) -> anyhow::Result<Vec<Choice<String>>> {
        let mut names: Vec<&str> = self.records.iter().filter_map(|stored| stored.record.speaker()).collect();
        names.sort_unstable();
        names.dedup();
        Ok(names
            .into_iter()
            .map(|name| Choice { value: name.to_owned(), names: vec![name.to_owned()] })
            .collect())
    }

    /// The topic vocabulary.
    pub(super) fn vocabulary(&self) -> anyhow::Result<&Vocabulary> {
        Ok(&self.vocabulary)
    }
}

impl Filter {
    fn holds(&self, stored: &Stored) -> bool {
        let record = &stored.record;
        let in_section = |piece: &String| {
            let own = if record.kind() == Kind::Section { Some(record.text()) } else { None };
            record
                .section
                .iter()
                .map(String::as_str)
                .chain(own)
                .any(|title| fold_text(title).contains(piece.as_str()))
        };
        (self.kinds.is_empty() || self.kinds.contains(&record.kind()))
            && (self.notes.is_empty() || self.notes.contains(&stored.note_path))
            && (self.topics.is_empty() || record.topics.iter().any(|topic| self.topics.contains(topic)))
            && (self.speakers.is_empty()
                || record.speaker().is_some_and(|name| self.speakers.iter().any(|speaker| speaker == name)))
            && self.section.as_ref().is_none_or(in_section)
            && self.since.is_none_or(|since| stored.date.is_some_and(|date| date >= since))
            && self.until.is_none_or(|until| stored.date.is_some_and(|date| date <= until))
    }
}

/// A record as something to show.
pub(super) fn entry(stored: Stored) -> Entry {
    Entry {
        record: stored.record,
        note: stored.note,
        title: stored.title,
        path: stored.path,
        hit: None,
        mentions: None,
        answers: None,
        counts: None,
    }
}

/// As [`entry`], among items.
pub(super) fn item(entry: Entry) -> Item {
    Item::Record(Box::new(entry))
}

/// A record by its place.
pub(super) fn mention(stored: &Stored) -> Mention {
    Mention {
        id: stored.record.id.to_string(),
        kind: stored.record.kind(),
        speaker: stored.record.speaker().map(str::to_owned),
        path: stored.path.clone(),
        line: stored.record.lines.first,
        section: stored.record.section.clone(),
    }
}
