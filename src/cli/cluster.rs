//! Which search cluster is named, and whether it is to be read in place of notes: the flags, the environment and the config
//! file, in this order. In each of them either notes or a cluster can be named; `push` takes both.
//!
//! Nothing here goes over a network.

use std::env;
use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use super::settings::Settings;

/// The search cluster.
#[derive(Debug, Default, Clone, Args)]
#[command(next_help_heading = "Search cluster")]
pub(super) struct ClusterArgs {
    /// Read from this OpenSearch or Elasticsearch in place of notes; of `push`, where to (also TOWNHALL_ENGINE, `townhall config`)
    #[arg(long, global = true, value_name = "URL")]
    engine: Option<String>,

    /// The index there [default: townhall; also TOWNHALL_ENGINE_INDEX, the config file]
    #[arg(long, global = true, value_name = "NAME")]
    index: Option<String>,

    /// Only this library there (repeatable); of `push`, its name [default: as at the last push, else as the folder]
    #[arg(long, global = true, value_name = "NAME")]
    library: Vec<String>,

    /// Trust these certificates in place of the platform's, a PEM file (also TOWNHALL_ENGINE_CA, the config file)
    #[arg(long, global = true, value_name = "FILE")]
    engine_ca: Option<PathBuf>,
}

/// A search cluster as it was named, or none.
#[derive(Debug, Clone, Default)]
pub(super) struct ClusterChoice {
    /// Its address.
    pub(super) url: Option<String>,
    /// The index there.
    pub(super) index: Option<String>,
    /// Libraries there.
    pub(super) libraries: Vec<String>,
    /// The certificates to trust.
    pub(super) authority: Option<PathBuf>,
    /// Who named it.
    pub(super) origin: &'static str,
    /// Whether it is to be read in place of notes.
    is_read: bool,
    /// Where both it and notes are named.
    clash: Option<&'static str>,
    /// A flag that says more of a cluster.
    flag: Option<&'static str>,
}

/// What to say where a search cluster is named and can't be asked.
#[cfg(not(feature = "engine"))]
pub(super) const LACKS_ENGINE: &str =
    "this townhall was built without search clusters; build it with the feature `engine`";

impl ClusterArgs {
    /// What is named; `notes` says where notes are: in a flag, in the environment.
    pub(super) fn choice(&self, notes: (bool, bool), settings: &Settings) -> ClusterChoice {
        let said = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        let engine = &settings.engine;
        let places = [
            ("flags", self.engine.clone(), notes.0),
            ("environment", said("TOWNHALL_ENGINE"), notes.1),
            ("config file", engine.url.clone(), !settings.notes.is_empty()),
        ];
        let first = places.iter().find(|(_, url, has_notes)| url.is_some() || *has_notes);
        let named = places.iter().find(|(_, url, _)| url.is_some());
        let flag = match self {
            ClusterArgs { index: Some(_), .. } => Some("--index"),
            ClusterArgs { engine_ca: Some(_), .. } => Some("--engine-ca"),
            ClusterArgs { library, .. } if !library.is_empty() => Some("--library"),
            _ => None,
        };
        let libraries = match self.library.is_empty() {
            true => engine.library.iter().cloned().collect(),
            false => self.library.clone(),
        };
        ClusterChoice {
            url: named.and_then(|(_, url, _)| url.clone()),
            origin: named.map_or("default", |(origin, ..)| origin),
            is_read: first.is_some_and(|(_, url, _)| url.is_some()),
            clash: first
                .filter(|(_, url, has_notes)| url.is_some() && *has_notes)
                .map(|(origin, ..)| *origin),
            index: self.index.clone().or_else(|| said("TOWNHALL_ENGINE_INDEX")).or(engine.index.clone()),
            libraries,
            authority: self
                .engine_ca
                .clone()
                .or_else(|| said("TOWNHALL_ENGINE_CA").map(PathBuf::from))
                .or(engine.authority.clone()),
            flag,
        }
    }
}

impl ClusterChoice {
    /// Whether it is to be read in place of notes.
    pub(super) fn is_read(&self) -> bool {
        self.is_read
    }

    /// The same as words of a command line.
    pub(super) fn words(&self) -> Vec<String> {
        let Some(url) = self.url.as_ref().filter(|_| self.is_read) else { return Vec::new() };
        let mut words = vec!["--engine".to_owned(), url.clone()];
        let index = self.index.iter().map(|index| ("--index", index.clone()));
        let libraries = self.libraries.iter().map(|library| ("--library", library.clone()));
        let authority = self.authority.iter().map(|path| ("--engine-ca", path.display().to_string()));
        for (flag, value) in index.chain(libraries).chain(authority) {
            words.extend([flag.to_owned(), value]);
        }
        words
    }

    /// The same where that can be told.
    ///
    /// # Errors
    /// If notes are named in the same place, or more is said of a cluster where notes are read.
    pub(super) fn to_be_read(&self) -> anyhow::Result<bool> {
        match (self.clash, self.flag) {
            (Some("flags"), _) => bail!("--notes and --engine both say what to read; leave one out"),
            (Some("environment"), _) => bail!(
                "TOWNHALL_NOTES and TOWNHALL_ENGINE both say what to read; say it with --notes or --engine"
            ),
            (Some(_), _) => bail!(
                "the config file names both notes and a search cluster, which only `push` takes; say with --notes or --engine what to read"
            ),
            (None, Some(flag)) if !self.is_read => {
                bail!(
                    "{flag} says more of a search cluster, and notes are read; name the cluster with --engine"
                )
            }
            _ => Ok(self.is_read),
        }
    }
}
