//! `townhall search`

use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::selection::{KindArgs, SelectionArgs};
use super::shape::ShapeArgs;
use crate::app::{self, SearchRequest, Selection};
use crate::render::{Format, Layout, Shown};

/// Search every record, best first
///
/// A query is words, "phrases", -words that must not occur, A OR B, and kind:
/// topic: speaker: note: section: since: until: date: filters; it may as well
/// be a whole question.
/// Where nothing fits it exactly, weaker tiers are tried, and each hit says
/// which: all, near, most, alias, translated, sound, typo.
///
/// Examples:
///   townhall search 推理成本
///   townhall search '“从阻断到适应” OR 弹性' --kind quote
///   townhall search '招聘 -面试 speaker:altman'
///   townhall search topic:agents kind:quote -n 5 --save agents
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct SearchArgs {
    /// What to look for; without it all that the filters let through
    #[arg(required_unless_present_any = ["kind", "topic", "section", "speaker", "note", "since", "until"])]
    query: Vec<String>,

    #[command(flatten)]
    kinds: KindArgs,

    /// Show each hit with its headings and more of its words, not on two lines
    #[arg(long)]
    full: bool,

    /// Tell on stderr how each hit's score came about
    #[arg(long)]
    explain: bool,

    /// Keep this search under a name, as a command of your own: `townhall NAME`
    #[arg(long, value_name = "NAME")]
    pub(super) save: Option<String>,

    #[command(flatten)]
    selection: SelectionArgs,

    #[command(flatten)]
    shape: ShapeArgs,
}

/// Columns of a snippet where no window sets them.
const SNIPPET: usize = 160;
/// Columns before the words of a hit.
const INDENT: usize = 2;

pub(super) fn run(args: &SearchArgs, context: &Context) -> anyhow::Result<Outcome> {
    let text = args.query.join(" ").trim().to_owned();
    let mut shape = args.shape.of(Shown::Hits, context)?;
    let columns = snippet_columns(args, shape.format, context);
    let mut request = SearchRequest::new(&text, columns, args.explain, shape.repeats());
    request.all = shape.is_counted();
    if args.full {
        request.layout = Layout::Listing;
    }
    let selection =
        shape.selecting(Selection { kinds: args.kinds.kinds()?, ..args.selection.selection(&[]) });
    Ok(shape.outcome(app::search(&context.open()?, &selection, request)?))
}

impl SearchArgs {
    /// The query alone that finds the same, as far as it goes: how many and in which shape no query says.
    #[cfg(feature = "browse")]
    pub(super) fn as_query(&self) -> String {
        let kinds = self.kinds.filters();
        let words = self.query.iter().map(|word| word.trim().to_owned());
        words.chain(kinds).chain(self.selection.filters()).collect::<Vec<_>>().join(" ")
    }
}

/// A line of the window, or two or three of them; what programs read does not hang on it.
fn snippet_columns(args: &SearchArgs, format: Format, context: &Context) -> usize {
    match format {
        Format::Table if !args.full => context.appearance().measure().saturating_sub(INDENT),
        Format::Table => (context.width * 2).clamp(SNIPPET / 2, SNIPPET),
        _ => SNIPPET,
    }
}
