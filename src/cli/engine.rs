//! How to get at a search cluster, and who asks.
//!
//! A secret comes from the environment or a file, never from an argument, which others see in the list of processes.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::cluster::ClusterChoice;
use super::settings::{self, EngineSettings};
use super::state;
use crate::engine::{Address, Connection, Credentials, IndexName, Reading, USUAL_INDEX};

/// How long a write goes on trying what may pass: a node that goes takes its time to be missed.
const PATIENCE: Duration = Duration::from_secs(120);

/// How to get at a cluster that is named.
pub(super) struct Engine {
    pub(super) connection: Connection,
    pub(super) index: IndexName,
    /// What its user should know.
    pub(super) notices: Vec<String>,
}

impl Engine {
    /// How to get at the cluster of a choice.
    pub(super) fn of(choice: &ClusterChoice, config: Option<&Path>) -> anyhow::Result<Engine> {
        let settings = match config {
            Some(path) => settings::read(path)?.engine,
            None => EngineSettings::default(),
        };
        let Some(url) = &choice.url else {
            bail!(
                "no search cluster; name one with --engine URL, TOWNHALL_ENGINE or `engine:` in the config file"
            );
        };
        let index = IndexName::new(choice.index.as_deref().unwrap_or(USUAL_INDEX))?;
        let mut notices = Vec::new();
        let mut connection = Connection::to(Address::read(url)?);
        connection.credentials = credentials(&settings, config, &mut notices)?;
        if connection.shows_secrets() {
            notices.push(format!(
                "{} is not https: credentials go over the network for others to read",
                connection.address
            ));
        }
        if let Some(path) = &choice.authority {
            let pem = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            connection.authority = Some((path.display().to_string(), pem));
        }
        Ok(Engine { connection, index, notices })
    }

    /// The same for those who write.
    pub(super) fn to_write(choice: &ClusterChoice, config: Option<&Path>) -> anyhow::Result<Engine> {
        let mut engine = Engine::of(choice, config)?;
        engine.connection.patience = PATIENCE;
        Ok(engine)
    }

    /// What to read there.
    pub(super) fn reading(self, choice: &ClusterChoice) -> (Reading, Vec<String>) {
        let Engine { connection, index, notices } = self;
        (Reading { connection, index, libraries: choice.libraries.clone() }, notices)
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
