//! `townhall glossary`

use std::num::NonZeroUsize;

use clap::Args;

use super::Answer;
use super::choices::near;
use super::context::Context;
use super::filters::{NoteFilters, SubjectFilters};
use super::listing::{Nouns, of_entries, of_records};
use super::matching::{Tokens, same_name};
use super::store::{Store, entry, mention};
use crate::model::{Body, Kind, Term};
use crate::records::{Filter, Stored};
use crate::render::{Entry, Layout};
use crate::text::fold_text;

/// List the glossary, or show one term with where the note uses it
///
/// A term is found by its name or an alias, in any case, width and script, else
/// by the beginning of one if no other term begins so. A mention is a whole
/// word: GPT-5 is not mentioned where a note says GPT-5.2.
///
/// Examples:
///   townhall glossary
///   townhall glossary mcp
///   townhall glossary jevons
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct GlossaryArgs {
    /// The term
    term: Vec<String>,

    #[command(flatten)]
    subject: SubjectFilters,
    #[command(flatten)]
    notes: NoteFilters,
}

const NOUNS: Nouns = Nouns("term", "terms");

pub(super) fn run(args: &GlossaryArgs, context: &Context) -> anyhow::Result<Answer> {
    let store = Store::open(context)?;
    let mut filter = args.notes.filter(&[Kind::Term], &store)?;
    args.subject.narrow(&mut filter, &store)?;
    let terms = store.list(&filter)?;
    if args.term.is_empty() {
        let mut entries = Vec::new();
        let limit = args.notes.limit.map_or(usize::MAX, NonZeroUsize::get);
        for (position, stored) in terms.into_iter().enumerate() {
            // Only formats for programs have room for every term's mentions.
            let is_shown = position < limit && context.format.is_structured();
            entries.push(if is_shown { with_mentions(stored, &store)? } else { entry(stored) });
        }
        return Ok(of_entries("glossary", NOUNS, entries, args.notes.limit));
    }
    let wanted = args.term.join(" ");
    let chosen = choose(&wanted, &terms);
    if chosen.is_empty() {
        return Ok(miss(&wanted, &terms));
    }
    let mut found = Vec::new();
    for stored in chosen {
        found.push(with_mentions(stored.clone(), &store)?);
    }
    let mentions: usize = found.iter().filter_map(|entry| entry.mentions.as_ref()).map(Vec::len).sum();
    let name = found.first().map(|entry| entry.record.text().to_owned()).unwrap_or_default();
    let mut answer = of_entries("glossary", NOUNS, found, args.notes.limit);
    answer.view.layout = if answer.view.items.len() == 1 { Layout::Whole } else { Layout::Cards };
    answer.notices = vec![match mentions {
        0 => format!("{name} is mentioned nowhere outside the glossary"),
        _ => Nouns("mention", "mentions").count(mentions, mentions),
    }];
    Ok(answer)
}

/// The term in every note that has it by this name; else the one whose name begins so.
fn choose<'t>(wanted: &str, terms: &'t [Stored]) -> Vec<&'t Stored> {
    let those = |test: &dyn Fn(&str) -> bool| -> Vec<&Stored> {
        terms.iter().filter(|stored| names(stored).any(test)).collect()
    };
    let exact = those(&|name| same_name(name, wanted));
    if !exact.is_empty() {
        return exact;
    }
    let wanted = fold_text(wanted.trim());
    let begun = those(&|name| fold_text(name).starts_with(&wanted));
    // Several notes may explain one term.
    let one = begun.iter().all(|stored| same_name(stored.record.text(), begun[0].record.text()));
    if one && !wanted.is_empty() { begun } else { Vec::new() }
}

fn term(stored: &Stored) -> Option<&Term> {
    match &stored.record.body {
        Body::Term(term) => Some(term),
        _ => None,
    }
}

fn names(stored: &Stored) -> impl Iterator<Item = &str> {
    term(stored)
        .into_iter()
        .flat_map(|term| std::iter::once(term.term.as_str()).chain(term.aliases.iter().map(String::as_str)))
}

/// A term with the records of its note that use it.
pub(super) fn with_mentions(stored: Stored, store: &Store) -> anyhow::Result<Entry> {
    let terms = store.list(&Filter {
        kinds: vec![Kind::Term],
        notes: vec![stored.note_path.clone()],
        ..Filter::default()
    })?;
    let others = terms.iter().filter(|other| other.record.id != stored.record.id).flat_map(names);
    let tokens = Tokens::new(names(&stored), others);
    let note = Filter { notes: vec![stored.note_path.clone()], ..Filter::default() };
    let mentions =
        store.list(&note)?.iter().filter(|other| tokens.used_in(&other.record)).map(mention).collect();
    let mut entry = entry(stored);
    entry.mentions = Some(mentions);
    Ok(entry)
}

fn miss(wanted: &str, terms: &[Stored]) -> Answer {
    let all: Vec<Vec<String>> =
        terms.iter().map(|stored| names(stored).map(str::to_owned).collect()).collect();
    let near = near(wanted, all.iter().map(Vec::as_slice));
    let mut answer = of_records("glossary", NOUNS, Vec::new(), None);
    answer.notices = vec![match near.is_empty() {
        true => format!("no term `{wanted}`"),
        false => format!("no term `{wanted}`; near: {}", near.join(", ")),
    }];
    answer
}
