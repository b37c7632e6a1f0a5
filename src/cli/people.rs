//! `townhall people`

use anyhow::bail;
use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::selection::{NoSpeaker, SelectionArgs};
use crate::app::{self, PeopleKey, PeopleOrder};

/// List the people in the notes, or show one with all that is known of them
///
/// Whoever stands in the notes under several names is one person; any of these
/// names will do, or the beginning of one, in any script or in pinyin. With a
/// name: what joins the names, the notes by day, topics, key quotes and claims.
/// --topic, --section, --note, --since and --until narrow what counts.
///
/// Examples:
///   townhall people
///   townhall people --sort notes -n 10
///   townhall --notes ~/notes people 黄仁勋
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct PeopleArgs {
    /// The person
    name: Vec<String>,

    #[arg(long, value_name = "KEY", default_value = "quotes", allow_hyphen_values = true, help = sort_help())]
    sort: PeopleSort,

    #[command(flatten)]
    selection: SelectionArgs<NoSpeaker>,
}

fn sort_help() -> String {
    let keys = PeopleKey::ALL.map(|(_, name)| name).join(", ");
    format!(
        "The order: {keys}; counts from the greatest, names and days from the first, the other way round with a dash before (-last)"
    )
}

/// A [`PeopleOrder`] as users write it.
#[derive(Debug, Clone, Copy)]
struct PeopleSort(PeopleOrder);

impl std::str::FromStr for PeopleSort {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<PeopleSort> {
        let (is_turned, wanted) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        match PeopleKey::ALL.into_iter().find(|(_, name)| *name == wanted) {
            Some((by, _)) => Ok(PeopleSort(PeopleOrder { by, is_turned })),
            None => bail!("known: {}", PeopleKey::ALL.map(|(_, name)| name).join(", ")),
        }
    }
}

pub(super) fn run(args: &PeopleArgs, context: &Context) -> anyhow::Result<Outcome> {
    let (store, selection) = (context.open()?, args.selection.selection(&[]));
    let answer = match args.name.is_empty() {
        // Only formats for programs have room for the place of every name.
        true => app::people(&store, &selection, args.sort.0, context.format.is_structured()),
        false => app::person(&store, &selection, &args.name.join(" ")),
    };
    Ok(answer?.into())
}
