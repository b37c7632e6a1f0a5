//! What a query comes to: evidence that must, may and must not occur, and the records that come into question.
//!
//! Everything here is literal. Words, synonyms and the order of the final list are the business of `search`.

use std::collections::HashSet;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::filter::Filter;
use super::person::PersonKey;

/// A piece of evidence that a record is about something. All text is normalised.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// The record's own words have this run of characters.
    Run(String),
    /// The record's own words have this word.
    Word(String),
    /// What the record is called has this word, pair or character.
    Name(String),
    /// The note's title or a heading above has this word, pair or character.
    Context(String),
    /// This person says it, under whatever name.
    By(PersonKey),
}

impl fmt::Display for Evidence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, text) = match self {
            Evidence::By(PersonKey(number)) => return write!(formatter, "person {number}"),
            Evidence::Run(text) => ("run", text),
            Evidence::Word(text) => ("word", text),
            Evidence::Name(text) => ("name", text),
            Evidence::Context(text) => ("heading", text),
        };
        write!(formatter, "{kind} {text}")
    }
}

/// What to look for.
#[derive(Debug, Clone, Default)]
pub struct LookUp {
    /// Of each of these, one must occur.
    pub all: Vec<Vec<Evidence>>,
    /// None of these runs may occur in the record. (See [`Records::covers`](super::Records::covers) for records that
    /// stand for others.)
    pub none: Vec<String>,
    /// Adds to the score where it occurs, times the factor; where `all` is empty, one of these or of `best` must occur.
    pub rank: Vec<(Evidence, f32)>,
    /// Of each of these, only what gives most adds to the score, times its factor: they say one thing in several ways.
    /// Where `all` is empty, one of these or of `rank` must occur.
    pub best: Vec<Vec<(Evidence, f32)>>,
    /// The record must lie in one of these.
    pub sections: Option<HashSet<SectionKey>>,
    /// What kind of record is wanted.
    pub filter: Filter,
}

/// What those who keep the records find one by, in the state that they were opened in. Nobody else can read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RecordKey(pub u64);

/// A section of a note, or a whole note, by its own record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SectionKey(pub RecordKey);

/// A record that may be an answer. Two are equal if they are the same record.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    /// Which record it is.
    pub key: RecordKey,
    /// The sum of the BM25 scores times their factors, over `rank` and the best of each of `best`.
    pub score: f32,
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Candidate {}

impl Hash for Candidate {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

/// What will be asked.
#[derive(Debug, Clone, Default)]
pub struct Foreseen {
    /// Names of people, normalised.
    pub names: Vec<String>,
    /// Terms whose frequency matters, normalised.
    pub frequencies: Vec<String>,
    /// Names of things, normalised.
    pub things: Vec<String>,
    /// Look-ups, and how many candidates each wants.
    pub look_ups: Vec<(LookUp, usize)>,
    /// Candidates whose followers are wanted, and how many.
    pub following: Vec<(Candidate, usize)>,
}

/// The best candidates and how many there are.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// All that match.
    pub total: usize,
    /// The best of them, best first.
    pub best: Vec<Candidate>,
}
