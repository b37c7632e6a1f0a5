//! `townhall push`

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use serde::{Deserialize, Serialize};

use super::context::Context;
use super::engine::Engine;
use super::outcome::{Outcome, facts};
use super::progress::Progress;
use super::state;
use crate::engine::{Beside, Client, LibraryName, Owned, Push, Summary};
use crate::library::Library;
use crate::render::{Fact, FactValue};
use crate::text::width::clean;
use crate::yaml;

/// Send the notes to a search cluster, OpenSearch or Elasticsearch, or what changed since they were sent last
///
/// The library has an index of its own there, behind one name that readers ask, and the machine that sends it first owns it.
/// Readers see what was sent when all of it has come. A push that was broken off is made good by the next.
///
/// Credentials come from TOWNHALL_ENGINE_USER and TOWNHALL_ENGINE_PASSWORD, TOWNHALL_ENGINE_API_KEY, a file of one line that
/// TOWNHALL_ENGINE_CREDENTIALS names (`user:password` or `ApiKey KEY`), or the config file.
///
/// Examples:
///   townhall --notes ~/notes push --engine search.example.org:9200 --library talks
///   townhall --notes ~/notes push --dry-run
///   townhall --notes ~/notes push --drop
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct PushArgs {
    /// Make a library one's own that another machine has sent
    #[arg(long)]
    take_over: bool,

    /// Say what would be sent, and send nothing
    #[arg(long, conflicts_with = "drop")]
    dry_run: bool,

    /// Take the library out of the cluster
    #[arg(long)]
    drop: bool,
}

/// What is kept of a library that was pushed.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    /// What it is called.
    library: String,
    /// Whose it is: a word that no other machine has.
    owner: String,
}

pub(super) fn run(args: &PushArgs, context: &Context) -> anyhow::Result<Outcome> {
    let choice = &context.cluster;
    if let [_, _, ..] = choice.libraries[..] {
        bail!("a library has one name; give --library once");
    }
    let Engine { connection, index, notices } = Engine::to_write(choice, context.config.as_deref())?;
    let client = Client::connect(connection)?;
    let named = choice.libraries.first().cloned();
    let kept = kept(context, named, !args.dry_run)?;
    let library = LibraryName::new(&kept.now.library)?;
    let owned = Owned { name: &index, library: &library, owner: &kept.now.owner, take_over: args.take_over };
    let text = |text: &str| FactValue::Text(text.to_owned());
    let place = vec![
        ("library", text(library.as_str())),
        ("index", text(index.as_str())),
        ("engine", text(&client.address().to_string())),
    ];
    if args.drop {
        if !owned.drop(&client)? {
            bail!(
                "there is no library `{}` at {}; --library names another",
                library.as_str(),
                client.address()
            );
        }
        return Ok(outcome("dropped", &[], place, notices));
    }
    let store = context.open_notes()?;
    let Some(records) = store.records().holding() else {
        bail!("only notes on this machine can be pushed");
    };
    let progress = Progress::of("sending records", context.progress, context.language);
    let progress = |done, all| progress.tell(done, all);
    let beside = beside(context)?;
    let push =
        Push { client: &client, library: owned, beside: &beside, is_dry: args.dry_run, progress: &progress };
    let summary = push.run(records)?;
    if !args.dry_run {
        kept.remember()?;
    }
    let number = |number: usize| FactValue::Number(number as u64);
    let counts = [
        ("came", number(summary.came)),
        ("changed", number(summary.changed)),
        ("went", number(summary.went)),
        ("records", number(summary.records)),
        ("notes", number(summary.notes)),
    ];
    let state = if args.dry_run { "would be pushed" } else { "pushed" };
    let mut outcome = outcome(state, &counts, place, notices);
    outcome.answer.remarks = store.remarks();
    tell_refused(&mut outcome, &summary);
    Ok(outcome)
}

fn outcome(
    state: &str,
    counts: &[(&'static str, FactValue)],
    place: Vec<(&'static str, FactValue)>,
    notices: Vec<String>,
) -> Outcome {
    let mut values = vec![("state", FactValue::Text(state.to_owned()))];
    values.extend(counts.iter().cloned());
    values.extend(place);
    let mut outcome =
        facts("push", vec![Fact { kind: "push", note: None, path: None, file: None, lines: None, values }]);
    outcome.answer.notices = notices;
    outcome
}

/// Records that the engine did not take are named, and the exit status tells of them.
fn tell_refused(outcome: &mut Outcome, summary: &Summary) {
    if summary.refused_in_all == 0 {
        return;
    }
    for refused in &summary.refused {
        outcome.answer.notices.push(format!("{} was not taken: {}", clean(&refused.id), refused.reason));
    }
    outcome.answer.notices.push(format!("{} records were not taken", summary.refused_in_all));
    outcome.status = Some(2);
}

/// What is sent beside records: readers have no other way to it.
fn beside(context: &Context) -> anyhow::Result<Beside> {
    let library = &context.library;
    let verdicts = context.verdict_places().of(library).map(|place| place.text()).transpose()?;
    let texts =
        |files: &[crate::library::OwnFile]| files.iter().filter_map(|file| file.text.clone().ok()).collect();
    Ok(Beside {
        pushed: context.now.to_string(),
        verdicts: verdicts.filter(|text| !text.is_empty()),
        topics: texts(library.topics_files()),
        people: texts(library.people_files()),
    })
}

/// What is kept of a library, and what it will be.
struct Keeping {
    path: PathBuf,
    before: Option<Kept>,
    now: Kept,
}

impl Keeping {
    /// Keeps the name for the next push.
    fn remember(&self) -> anyhow::Result<()> {
        match self.before.as_ref().is_some_and(|before| before.library == self.now.library) {
            true => Ok(()),
            false => state::replace(&self.path, &yaml::write(&self.now)?),
        }
    }
}

/// What is kept of the library, as it is named now. Whose it is is kept before anything is sent, if anything will be.
fn kept(context: &Context, named: Option<String>, is_written: bool) -> anyhow::Result<Keeping> {
    let Some(state) = &context.state else {
        bail!("there is no state folder to keep whose the library is; name one with TOWNHALL_STATE");
    };
    let path = place(state, &context.library);
    // Two first pushes at once are one owner's.
    let _lock = is_written.then(|| state::lock(state)).transpose()?;
    let before = read(&path)?;
    let library = named.or_else(|| Some(before.as_ref()?.library.clone()));
    let library = library.unwrap_or_else(|| usual(&context.library));
    let owner = before.as_ref().map_or_else(new_owner, |kept| kept.owner.clone());
    let keeping = Keeping { path, before, now: Kept { library, owner } };
    if is_written && keeping.before.is_none() {
        keeping.remember()?;
    }
    Ok(keeping)
}

fn place(state: &Path, library: &Library) -> PathBuf {
    state.join("pushed").join(format!("{}.yaml", library.place()))
}

fn read(path: &Path) -> anyhow::Result<Option<Kept>> {
    match state::read(path) {
        Ok(text) => Ok(Some(yaml::read(&text).with_context(|| format!("in {}", path.display()))?)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// What a library is called that nobody has named: as its folder or file.
fn usual(library: &Library) -> String {
    let root = library.roots().first().and_then(|root| std::path::absolute(root).ok());
    let name = root.as_ref().and_then(|root| root.file_stem()?.to_str());
    clean(name.unwrap_or("town-hall")).chars().take(LONGEST_USUAL).collect()
}

/// The most characters of a name that nobody gave: engines count bytes.
const LONGEST_USUAL: usize = 30;

/// A word that nobody else has.
fn new_owner() -> String {
    // The system's own randomness is behind the seeds of a hash map.
    let word = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", word(), word())
}
