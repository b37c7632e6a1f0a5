//! `townhall browse`

use std::env;
use std::io::{self, IsTerminal};

use anyhow::bail;
use clap::Args;

use super::context::Context;
use super::open;
use crate::browse::{self, Doors, Source};
use crate::render::Language;

/// Read the notes in a full-screen reader
///
/// Notes, people, topics, terms and predictions on the left, a list of them in
/// the middle, one in full on the right; a narrow window shows fewer panes.
/// `f` searches as you type, with the whole query language; `?` shows all keys.
/// `townhall` alone on a terminal does the same.
///
/// Examples:
///   townhall browse
///   townhall --notes ~/notes browse
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct BrowseArgs {}

pub(super) fn run(context: &Context) -> anyhow::Result<u8> {
    if !is_possible() {
        bail!(
            "`browse` needs a terminal; `townhall notes` lists the notes, `townhall search` looks for words, `townhall show` prints one thing"
        );
    }
    let source = Source {
        library: context.library.clone(),
        cache: context.cache.clone(),
        verdicts: context.verdict_places(),
        refresh: context.refresh,
        today: context.today,
        language: context.language,
        say: |language: Language, message| language.say(message).into_owned(),
    };
    let doors = Doors {
        edit: &|stored| open::start(&open::editor(stored, context)?, false).map(drop),
        talk: &|stored| open::start(&open::browser(stored)?, true).map(drop),
        colour: context.colour,
    };
    browse::run(source, &doors)?;
    Ok(0)
}

/// Whether there is a terminal to read from and to draw on.
pub(super) fn is_possible() -> bool {
    let is_dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stdin().is_terminal() && io::stdout().is_terminal() && !is_dumb
}
