//! `townhall mcp`

use std::io::{self, Write as _};

use clap::Args;

use super::arguments::NoFormatArgs;
use super::context::Context;
use super::language::Language;
use super::query;
use crate::serve::{self, Source, Voice};
use crate::text::width::clean;

/// Answer agents over the Model Context Protocol, on standard input and output
///
/// For Claude Code, Claude Desktop, Codex, Cursor, Zed and other clients, which
/// start it themselves; README says how. Tools search, list and show what the
/// other commands do, as JSON and with citations; it only reads. An edited note
/// is seen at the next question. It ends when its input is closed.
///
/// Examples:
///   townhall mcp
///   townhall --notes ~/notes mcp
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct McpArgs {
    #[command(flatten)]
    format: NoFormatArgs,
}

pub(super) fn run(context: Context) -> anyhow::Result<u8> {
    let is_quiet = context.quiet;
    let engine = context.engine()?;
    if !is_quiet {
        engine
            .iter()
            .flat_map(|(_, notices)| notices)
            .for_each(|notice| super::output::say(notice, &context));
    }
    serve::serve(Source {
        engine: engine.map(|(engine, _)| engine),
        verdicts: context.verdict_places(),
        library: context.library,
        cache: context.cache,
        refresh: context.refresh,
        today: context.today,
        voice: Voice {
            language: context.language,
            say: |language: Language, message| language.say(message).into_owned(),
            explain: |language: Language, error| {
                clean(&language.chain(&query::explained(error))).into_owned()
            },
        },
        log: Box::new(move |notice| {
            if !is_quiet {
                // Nobody may be listening there.
                let _ = writeln!(io::stderr(), "{}", clean(notice));
            }
        }),
    })?;
    Ok(0)
}
