//! What an engine fails with, each with what to do about it.

use thiserror::Error;

/// Why an engine could not be asked.
#[derive(Debug, Error)]
pub enum EngineError {
    /// The address is none.
    #[error("`{text}` is no address of an engine; such is https://search.example.org:9200")]
    NoAddress {
        /// What was given.
        text: String,
    },
    /// The address holds credentials.
    #[error(
        "the engine's address holds credentials, which others could read; set TOWNHALL_ENGINE_USER and TOWNHALL_ENGINE_PASSWORD, or TOWNHALL_ENGINE_API_KEY"
    )]
    SecretInAddress,
    /// What should hold credentials holds none.
    #[error("no credentials; a file of them has one line, `user:password` or `ApiKey KEY`")]
    NoCredentials,
    /// The certificates of `--engine-ca` can't be used.
    #[error("no certificate in {path}; --engine-ca takes a file of PEM certificates")]
    NoCertificate {
        /// The file.
        path: String,
    },
    /// No name or way leads there.
    #[error("cannot reach {url}: {reason}; check the address and the network")]
    Unreachable {
        /// The engine's address.
        url: String,
        /// Why.
        reason: String,
    },
    /// Nobody listens there.
    #[error("{url} refuses connections; check that the engine runs and listens there")]
    Refused {
        /// The engine's address.
        url: String,
    },
    /// It took too long.
    #[error("{url} did not answer in time ({what}); try again when it has less to do")]
    TimedOut {
        /// The engine's address.
        url: String,
        /// What took too long.
        what: String,
    },
    /// The connection broke.
    #[error("the connection to {url} broke: {reason}; try again")]
    Broken {
        /// The engine's address.
        url: String,
        /// How.
        reason: String,
    },
    /// No secure connection came about.
    #[error(
        "no secure connection to {url}: {reason}; --engine-ca FILE names the authority whose certificates are trusted"
    )]
    Tls {
        /// The engine's address.
        url: String,
        /// Why not.
        reason: String,
    },
    /// Credentials are wanted or wrong.
    #[error(
        "{url} does not accept these credentials (401); set TOWNHALL_ENGINE_USER and TOWNHALL_ENGINE_PASSWORD, or TOWNHALL_ENGINE_API_KEY"
    )]
    Unauthorised {
        /// The engine's address.
        url: String,
    },
    /// The user may not do it.
    #[error("{url} forbids this: {reason}; ask for a role that may read and write the index")]
    Forbidden {
        /// The engine's address.
        url: String,
        /// What it says.
        reason: String,
    },
    /// It sends elsewhere.
    #[error("{url} redirects to {to}; name that address if it is the engine's")]
    Redirected {
        /// The engine's address.
        url: String,
        /// Where it sends.
        to: String,
    },
    /// Something else answers.
    #[error("{url} is neither OpenSearch nor Elasticsearch: {reason}; check the address and the port")]
    NotAnEngine {
        /// The address.
        url: String,
        /// What tells.
        reason: String,
    },
    /// It is too old.
    #[error("{url} is {name} {version}; this needs OpenSearch 2.4 or later, or Elasticsearch 7.17 or later")]
    TooOld {
        /// The engine's address.
        url: String,
        /// What it is.
        name: &'static str,
        /// Its version.
        version: String,
    },
    /// Nothing was pushed there.
    #[error("there is no index `{index}` at {url}; `townhall push` makes it, --index names another")]
    NoIndex {
        /// The engine's address.
        url: String,
        /// Its name.
        index: String,
    },
    /// Somebody else's index has the name.
    #[error("`{index}` was not made by townhall, and nothing is written there; --index names another")]
    NotOurs {
        /// Its name.
        index: String,
    },
    /// It is there already.
    #[error("`{index}` is there already; try again")]
    Exists {
        /// Its name.
        index: String,
    },
    /// Another machine pushes the library.
    #[error(
        "the library `{library}` was pushed from elsewhere; --library names another, --take-over makes this one yours"
    )]
    OtherOwner {
        /// Its name.
        library: String,
    },
    /// A later program pushed it.
    #[error("the library `{library}` was pushed by a later townhall; use that one")]
    Later {
        /// Its name.
        library: String,
    },
    /// No library has the name.
    #[error("there is no library `{library}` at {url}; there is {known}")]
    NoLibrary {
        /// The engine's address.
        url: String,
        /// The name.
        library: String,
        /// Those that are there.
        known: String,
    },
    /// It was pushed by a program that keeps other fields.
    #[error("the library `{library}` was pushed by {} townhall; {}", age(*is_later), remedy(*is_later))]
    OtherVersion {
        /// Its name.
        library: String,
        /// Whether that program is a later one.
        is_later: bool,
    },
    /// More libraries than can be asked at once.
    #[error("{count} libraries can't be asked at once; name some with --library")]
    TooManyLibraries {
        /// How many there are.
        count: usize,
    },
    /// A name can't be one.
    #[error(
        "`{name}` can't name an index; use lower-case letters, digits, - and _, 100 at most, a letter first"
    )]
    BadIndexName {
        /// What was given.
        name: String,
    },
    /// A name can't be one.
    #[error("`{name}` can't name a library; use 1 to 100 bytes without line breaks and `/`")]
    BadLibraryName {
        /// What was given.
        name: String,
    },
    /// Nothing may be written.
    #[error(
        "`{index}` can't be written: {reason}; when the engine's disk has room again, it lets go by itself or its `index.blocks` are taken away"
    )]
    ReadOnly {
        /// The index.
        index: String,
        /// What it says.
        reason: String,
    },
    /// The fields are others.
    #[error(
        "`{index}` has other fields than this program's: {reason}; `townhall push --drop` and another push make it anew"
    )]
    MappingConflict {
        /// The index.
        index: String,
        /// What it says.
        reason: String,
    },
    /// It has too much to do.
    #[error("{url} has too many requests; try again later")]
    TooManyRequests {
        /// The engine's address.
        url: String,
    },
    /// It has too little memory.
    #[error("{url} has too little memory for this: {reason}; try again later, or give the engine more heap")]
    CircuitBreaker {
        /// The engine's address.
        url: String,
        /// What it says.
        reason: String,
    },
    /// It can't answer now.
    #[error("{url} can't answer now ({status}); check the health of the cluster and try again")]
    Unavailable {
        /// The engine's address.
        url: String,
        /// The status.
        status: u16,
    },
    /// Parts of the index are gone.
    #[error("{missing} of {all} shards of the index are missing; check the health of the cluster: {reason}")]
    ShardsMissing {
        /// How many.
        missing: u64,
        /// Of how many.
        all: u64,
        /// Why.
        reason: String,
    },
    /// More was sent than it takes.
    #[error(
        "{url} takes no request of {bytes} bytes (413); raise the limit of the engine or of the proxy before it"
    )]
    TooLarge {
        /// The engine's address.
        url: String,
        /// How much was sent.
        bytes: usize,
    },
    /// It sends more than is taken.
    #[error("{url} answers with more than {mib} MiB, which is not read; check the address")]
    AnswerTooLarge {
        /// The engine's address.
        url: String,
        /// How much is read.
        mib: u64,
    },
    /// The answer is no JSON, or nested too deep.
    #[error(
        "the answer of {url} is not understood: {reason}; check that nothing between here and the engine changes it"
    )]
    Malformed {
        /// The engine's address.
        url: String,
        /// Why.
        reason: String,
    },
    /// Something else.
    #[error("{url} refuses a request ({status}): {reason}")]
    Other {
        /// The engine's address.
        url: String,
        /// The status.
        status: u16,
        /// What it says.
        reason: String,
    },
}

fn age(is_later: bool) -> &'static str {
    if is_later { "a later" } else { "an earlier" }
}

fn remedy(is_later: bool) -> &'static str {
    if is_later { "use that one" } else { "push it again" }
}

impl EngineError {
    /// Whether the same may succeed a moment later.
    pub fn is_passing(&self) -> bool {
        matches!(
            self,
            EngineError::Unreachable { .. }
                | EngineError::Refused { .. }
                | EngineError::TimedOut { .. }
                | EngineError::Broken { .. }
                | EngineError::TooManyRequests { .. }
                | EngineError::CircuitBreaker { .. }
                | EngineError::Unavailable { .. }
                | EngineError::ShardsMissing { .. }
        )
    }
}
