//! CSL-JSON, as Zotero and pandoc read it: an array with an item for each record. It has no other names for an item, so records
//! of one talk are not put together: each could no longer be cited by its id.

use jiff::civil::Date;
use serde::Serialize;

use super::super::source::{Source, words};
use super::super::{Entry, Language};
use super::name::CitedName;
use crate::model::{Body, Kind};
use crate::text::address;

#[derive(Serialize)]
pub(super) struct ItemCsl {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    programme: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<NameCsl>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<DateCsl>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<DateCsl>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "kebab-case")]
struct NameCsl {
    #[serde(skip_serializing_if = "Option::is_none")]
    family: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    non_dropping_particle: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suffix: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    literal: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct DateCsl {
    date_parts: [[i32; 3]; 1],
}

pub(super) fn item(entry: &Entry, accessed: Date, language: Language) -> ItemCsl {
    let source = Source::of(entry, language);
    let mut note: Vec<String> = words(entry, language).into_iter().collect();
    note.extend(source.time.clone());
    note.extend(source.place());
    ItemCsl {
        id: source.id.to_owned(),
        kind: kind(entry),
        title: source.title.clone().into_owned(),
        programme: source.programme.clone().map(Into::into),
        author: source.authors.iter().map(|author| name(author)).collect(),
        issued: source.date.map(date),
        accessed: source.url.as_ref().map(|_| date(accessed)),
        url: source.url,
        note: (!note.is_empty()).then(|| note.join(language.label("，"))),
    }
}

/// What sort of source it is: a recording is broadcast, what is asked or answered an interview, all else a speech.
fn kind(entry: &Entry) -> &'static str {
    let is_recording = entry.record.time.is_some()
        || entry.note.programme.is_some()
        || entry.note.url.as_deref().is_some_and(|url| address::at_time(url, 0).is_some());
    let is_answer = matches!(&entry.record.body, Body::Quote(quote) if quote.question.is_some());
    match entry.record.kind() {
        _ if is_recording => "broadcast",
        Kind::Question => "interview",
        _ if is_answer => "interview",
        _ => "speech",
    }
}

fn name(name: &str) -> NameCsl {
    match CitedName::of(name) {
        CitedName::Chinese(family, given) => {
            NameCsl { family: Some(family), given: Some(given), ..NameCsl::default() }
        }
        CitedName::Latin { given, particles, family, suffix } => NameCsl {
            family: Some(family),
            given: Some(given.join(" ")),
            non_dropping_particle: (!particles.is_empty()).then(|| particles.join(" ")),
            suffix,
            literal: None,
        },
        CitedName::Transliterated(name, _) | CitedName::Other(name) => {
            NameCsl { literal: Some(name), ..NameCsl::default() }
        }
    }
}

fn date(date: Date) -> DateCsl {
    DateCsl { date_parts: [[date.year().into(), date.month().into(), date.day().into()]] }
}
