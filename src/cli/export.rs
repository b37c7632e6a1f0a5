//! `townhall export`

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::context::Context;
use super::outcome::Outcome;
use super::output::finish_with;
use super::pager::Output;
use super::selection::{KindArgs, SelectionArgs};
use crate::app::{self, Answer, Nouns, Selection, Store, entry, item};
use crate::export::{self, Existing};
use crate::model::{KINDS, Kind};
use crate::records::{Filter, LookUp, Walk};
use crate::render::{Counts, Format, Language, Layout, View, render, render_each};

/// Write all records, for other programs
///
/// One JSON object a line unless --format says otherwise; with csv, markdown and yaml it is one file as well. Words of a
/// query choose records, as in a listing; what they stand in comes with them where a format needs it.
///
///   html      a page to hand on: one file, which needs no network, with a search of its own
///   sqlite    a database: a table a kind, a full-text index of pairs of characters (needs --output)
///   anki      the glossary and the quotes as cards
///   obsidian  a folder of Markdown: a page a note, person, topic and term (needs --output)
///   csv       with --output a folder, a file a kind
///
/// Examples:
///   townhall export > records.jsonl
///   townhall export --kind quote --format csv > quotes.csv
///   townhall export --format sqlite --output talks.db
///   townhall --notes ~/notes export --format html > notes.html
///   townhall export --format anki --topic safety > safety.txt
///   townhall --notes ~/notes export --format obsidian --output ~/vault/talks
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ExportArgs {
    /// Only records that hold these words, in the query language of `search`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    #[command(flatten)]
    kinds: KindArgs,

    #[command(flatten)]
    selection: SelectionArgs,

    /// Write there; of csv and obsidian a folder
    #[arg(long, value_name = "PATH")]
    output: Option<PathBuf>,

    /// Overwrite files that are there
    #[arg(long, requires = "output")]
    force: bool,

    /// Output format [default: jsonl]
    #[arg(long, short, value_name = "FORMAT", value_parser = formats(), help_heading = "Global options")]
    format: Option<Format>,
}

/// The formats of listings and those of exports.
fn formats() -> impl TypedValueParser<Value = Format> {
    let all = || Format::ALL.iter().chain(Format::OF_EXPORTS);
    PossibleValuesParser::new(all().map(|(_, name)| *name)).map(move |chosen| {
        let format = all().find(|(_, name)| *name == chosen);
        // Only these names get here.
        format.map_or(Format::Jsonl, |(format, _)| *format)
    })
}

/// Where an export goes that does not go to stdout.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    path: &'a Path,
    existing: Existing,
}

pub(super) fn run(args: &ExportArgs, context: Context) -> anyhow::Result<u8> {
    let format = context.named_format.unwrap_or(Format::Jsonl);
    let existing = if args.force { Existing::Replaced } else { Existing::Kept };
    let place = args.output.as_deref().map(|path| Place { path, existing });
    // Nobody pages a file or sees it in colour.
    let output = Output { pager: None, ..context.output };
    let mut context = Context { format, output, ..context };
    if place.is_some() {
        (context.colour, context.links) = (false, None);
    }
    let selection = Selection { kinds: args.kinds.kinds()?, ..args.selection.selection(&args.query) };
    let store = context.open_whole()?;
    match (format, place) {
        (Format::Sqlite, None) => bail!("a database is a file of its own: name it with --output FILE"),
        (Format::Obsidian, None) => bail!("pages are a folder of files: name it with --output FOLDER"),
        (Format::Html, _) => page(&store, &selection, &context, place),
        (Format::Anki, _) => cards(&store, &selection, &context, place),
        (Format::Sqlite | Format::Obsidian | Format::Csv, Some(place)) => {
            files(&store, &selection, &context, place)
        }
        _ => records(&store, &selection, &context, place),
    }
}

/// Records as a listing has them, each written as it is read where that can be.
fn records(
    store: &Store<'_>,
    selection: &Selection,
    context: &Context,
    place: Option<Place<'_>>,
) -> anyhow::Result<u8> {
    let format = context.format;
    let filter = selection.filter(store)?;
    let found: Walk<'_> = match selection.query.has_words() {
        true => Box::new(app::holding_words(store, &filter, selection)?.into_iter().map(Ok)),
        false => store.records().walk(&filter, None)?,
    };
    let total = found.len();
    let shown = selection.limit.map_or(total, |limit| limit.get().min(total));
    let mut answer = answer(store, total, vec![Nouns("record", "records").count(shown, total)]);
    let items = found.take(shown).map(|stored| {
        let mut entry = entry(stored?);
        store.add_verdict(&mut entry);
        Ok(item(entry))
    });
    if selection.limit.is_some() || selection.query.has_words() || !format.is_one_by_one() {
        answer.view.items = items.collect::<anyhow::Result<_>>()?;
        return put(answer, context, place, |view, out| {
            match view.items.is_empty() && !format.has_envelope() {
                true => Ok(()),
                false => render(view, format, context.appearance(), out),
            }
        });
    }
    let mixed = are_mixed(store, &filter)?;
    put(answer, context, place, |view, out| {
        render_each(
            view,
            mixed,
            items.map(|item| item.map_err(io::Error::other)),
            format,
            context.language,
            out,
        )
    })
}

/// A page to hand on.
fn page(
    store: &Store<'_>,
    selection: &Selection,
    context: &Context,
    place: Option<Place<'_>>,
) -> anyhow::Result<u8> {
    let extract = app::extract(store, selection)?;
    let counts = extract.counts();
    let answer = answer(store, counts.total(), vec![counted_of_kinds(counts)]);
    put(answer, context, place, |view, out| match view.total {
        0 => Ok(()),
        _ => export::write_html(&extract, context.language, out),
    })
}

/// Cards for Anki.
fn cards(
    store: &Store<'_>,
    selection: &Selection,
    context: &Context,
    place: Option<Place<'_>>,
) -> anyhow::Result<u8> {
    let selection = match selection.kinds.is_empty() {
        true => Selection { kinds: vec![Kind::Term, Kind::Quote], ..selection.clone() },
        false => selection.clone(),
    };
    let extract = app::extract(store, &selection)?;
    let mut text = Vec::new();
    let written = export::write_anki(&extract, &mut text)?;
    let counts = [(Kind::Term, written.terms), (Kind::Quote, written.quotes)];
    let total = written.terms + written.quotes;
    let mut notices = vec![counted(&counts)];
    match written.repeats {
        0 => {}
        1 => notices.push("1 says what another says and was left out".to_owned()),
        many => notices.push(format!("{many} say what others say and were left out")),
    }
    put(answer(store, total, notices), context, place, |view, out| match view.total {
        0 => Ok(()),
        _ => out.write_all(&text),
    })
}

/// Files that are no text, or several.
fn files(
    store: &Store<'_>,
    selection: &Selection,
    context: &Context,
    place: Place<'_>,
) -> anyhow::Result<u8> {
    let Place { path, existing } = place;
    let extract = app::extract(store, selection)?;
    let counts = extract.counts();
    let mut notices = vec![counted_of_kinds(counts)];
    if counts.total() > 0 {
        notices.push(match context.format {
            #[cfg(feature = "sqlite")]
            Format::Sqlite => {
                export::write_file(path, existing, |draft| export::write_sqlite(&extract, draft))?;
                format!("wrote {}", path.display())
            }
            format => {
                let files = export::write_folder(path, existing, |folder| match format {
                    Format::Csv => export::write_spreadsheets(extract, folder),
                    _ => export::write_obsidian(&extract, folder),
                })?;
                format!("wrote {files} files in {}", path.display())
            }
        });
    }
    let outcome = Outcome::from(answer(store, counts.total(), notices));
    finish_with(&outcome, context, |_| Ok(()))
}

fn counted_of_kinds(counts: Counts) -> String {
    counted(&KINDS.each_ref().map(|info| (info.kind, counts.of(info.kind))))
}

/// `1 note, 12 quotes`; of none at all that there are none.
fn counted(counts: &[(Kind, usize)]) -> String {
    let some = counts.iter().filter(|(_, count)| *count > 0);
    let parts: Vec<String> = some.map(|(kind, count)| Language::English.count(*count, *kind)).collect();
    if parts.is_empty() { "no records".to_owned() } else { parts.join(", ") }
}

/// What there is to say of an export of so many records.
fn answer(store: &Store<'_>, total: usize, notices: Vec<String>) -> Answer {
    let view = View {
        command: "export",
        total,
        layout: Layout::Listing,
        items: Vec::new(),
        search: None,
        sides: Vec::new(),
        elsewhere: None,
    };
    Answer::of(store, view, notices)
}

/// Writes to the place, or to stdout where there is none. Where there is nothing to write no file is made, and none replaced.
fn put(
    mut answer: Answer,
    context: &Context,
    place: Option<Place<'_>>,
    write: impl FnOnce(&View, &mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<u8> {
    let Some(Place { path, existing }) = place else {
        let outcome = Outcome::from(answer);
        return finish_with(&outcome, context, |out| write(&outcome.answer.view, out));
    };
    if answer.view.total > 0 {
        export::write_file(path, existing, |draft| {
            let mut file = BufWriter::new(File::create(draft)?);
            write(&answer.view, &mut file).and_then(|()| file.flush()).context("cannot write the records")
        })?;
        answer.notices.push(format!("wrote {}", path.display()));
    }
    finish_with(&Outcome::from(answer), context, |_| Ok(()))
}

/// Whether the records that pass are of several kinds.
fn are_mixed(store: &Store<'_>, filter: &Filter) -> anyhow::Result<bool> {
    let mut some = 0;
    for info in &KINDS {
        if filter.kinds.is_empty() || filter.kinds.contains(&info.kind) {
            let filter = Filter { kinds: vec![info.kind], ..filter.clone() };
            some += usize::from(store.records().any(&LookUp { filter, ..LookUp::default() })?);
        }
    }
    Ok(some > 1)
}
