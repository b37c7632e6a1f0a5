//! Which search cluster to ask or to write to, and who asks: the flags, the environment and the config file.
//!
//! A secret comes from the environment or a file, never from an argument, which others see in the list of processes.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, bail};
use clap::Args;

use super::settings::{self, EngineSettings};
use super::state;
use crate::engine::{Address, Client, Connection, Credentials, IndexName, USUAL_INDEX};

/// How long a write goes on trying what may pass: a node that goes takes its time to be missed.
const PATIENCE: Duration = Duration::from_secs(120);

/// The search cluster.
#[derive(Debug, Default, Args)]
pub(super) struct EngineArgs {
    /// The address of the search cluster (also TOWNHALL_ENGINE, `engine:` in the config file)
    #[arg(long, value_name = "URL")]
    engine: Option<String>,

    /// The index there [default: townhall; also TOWNHALL_ENGINE_INDEX, the config file]
    #[arg(long, value_name = "NAME")]
    index: Option<String>,

    /// Trust these certificates in place of the platform's, a PEM file (also TOWNHALL_ENGINE_CA, the config file)
    #[arg(long, value_name = "FILE")]
    engine_ca: Option<PathBuf>,
}

/// A cluster that has answered.
pub(super) struct Engine {
    pub(super) client: Client,
    pub(super) index: IndexName,
    /// The library that the config file names.
    pub(super) library: Option<String>,
    /// What its user should know.
    pub(super) notices: Vec<String>,
}

impl EngineArgs {
    /// Asks the cluster what it is.
    pub(super) fn connect(&self, config: Option<&Path>) -> anyhow::Result<Engine> {
        let settings = match config {
            Some(path) => settings::read(path)?.engine,
            None => EngineSettings::default(),
        };
        let said = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        let url = self.engine.clone().or_else(|| said("TOWNHALL_ENGINE")).or(settings.url.clone());
        let Some(url) = url else {
            bail!(
                "no search cluster; name one with --engine URL, TOWNHALL_ENGINE or `engine:` in the config file"
            );
        };
        let index = self.index.clone().or_else(|| said("TOWNHALL_ENGINE_INDEX")).or(settings.index.clone());
        let index = IndexName::new(index.as_deref().unwrap_or(USUAL_INDEX))?;
        let mut notices = Vec::new();
        let mut connection = Connection::to(Address::read(&url)?);
        connection.patience = PATIENCE;
        connection.credentials = credentials(&settings, config, &mut notices)?;
        if connection.shows_secrets() {
            notices.push(format!(
                "{} is not https: credentials go over the network for others to read",
                connection.address
            ));
        }
        let authority = self.engine_ca.clone().or_else(|| said("TOWNHALL_ENGINE_CA").map(PathBuf::from));
        connection.authority = match authority.or(settings.authority) {
            Some(path) => {
                let pem = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
                Some((path.display().to_string(), pem))
            }
            None => None,
        };
        Ok(Engine { client: Client::connect(connection)?, index, library: settings.library, notices })
    }
}

/// A key goes before a password, the environment before files.
fn credentials(
    settings: &EngineSettings,
    config: Option<&Path>,
    notices: &mut Vec<String>,
) -> anyhow::Result<Option<Credentials>> {
    let said = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    if let Some(key) = said("TOWNHALL_ENGINE_API_KEY") {
        return Ok(Some(Credentials::ApiKey(key)));
    }
    if let Some(user) = said("TOWNHALL_ENGINE_USER") {
        let password = env::var("TOWNHALL_ENGINE_PASSWORD").unwrap_or_default();
        return Ok(Some(Credentials::Password { user, password }));
    }
    let file = said("TOWNHALL_ENGINE_CREDENTIALS").map(PathBuf::from);
    if let Some(path) = file.as_ref().or(settings.credentials.as_ref()) {
        let text = state::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        notices.extend(read_by_others(path));
        let credentials = Credentials::read(&text).with_context(|| format!("in {}", path.display()))?;
        return Ok(Some(credentials));
    }
    let EngineSettings { api_key, user, password, .. } = settings;
    let found = match (api_key, user) {
        (Some(key), _) => Credentials::ApiKey(key.clone()),
        (None, Some(user)) => {
            Credentials::Password { user: user.clone(), password: password.clone().unwrap_or_default() }
        }
        (None, None) => return Ok(None),
    };
    notices.extend(config.and_then(read_by_others));
    Ok(Some(found))
}

/// What to say of a file with secrets in it that others can read.
#[cfg(unix)]
fn read_by_others(path: &Path) -> Option<String> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(path).ok()?.permissions().mode();
    (mode & 0o077 != 0).then(|| {
        format!("{} holds credentials, and others can read it; `chmod 600` keeps them off", path.display())
    })
}

#[cfg(not(unix))]
fn read_by_others(_: &Path) -> Option<String> {
    None
}
