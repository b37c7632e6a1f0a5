//! What can be asked of a library's records, whoever keeps them.
//!
//! `search` and everything above it ask [`Records`] and know nothing of how the answers are found. The local index
//! implements it today; a cluster can stand in the same place (its postings are asked the same things). So nothing here
//! names tantivy, and what an implementation needs to find a record again is a number that only it understands.
//!
//! One call is one question about the whole library, and the loops over postings are after it: that calls go through a
//! table costs nothing that a command could measure.
//!
//! | file | |
//! |---|---|
//! | `damage` | whether what keeps them is damaged |
//! | `elsewhere` | where they are that are not kept here |
//! | `day` | how much there is of a day |
//! | `filter` | which records are wanted |
//! | `person` | somebody as the library knows them |
//! | `stored` | a record with what is known of its note, and its place |
//! | `tree` | where it stands below headings |
//! | `look_up` | what a query comes to, and its candidates |

mod damage;
mod day;
mod elsewhere;
mod filter;
mod look_up;
mod person;
mod stored;
mod tree;

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;

use crate::model::{KINDS, NoteNames};

pub use damage::Damage;
pub use day::DayFacts;
pub use elsewhere::Elsewhere;
pub use filter::Filter;
pub use look_up::{Candidate, Candidates, Evidence, Foreseen, LookUp, RecordKey, SectionKey};
pub use person::{JoinEvidence, JoinFacts, NameFacts, PersonFacts, PersonKey, Who};
pub use stored::{NoteFacts, RecordPlace, Stored, slug};
pub use tree::{TreePlace, tree_places};

/// Records of each kind, by [`Kind`](crate::model::Kind).
pub type KindCounts = [usize; KINDS.len()];

/// Records one after the other; how many are left is known.
pub type Walk<'r> = Box<dyn ExactSizeIterator<Item = anyhow::Result<Stored>> + 'r>;

/// The longest run that [`Records::runs_like`] and [`Records::words_like`] look for, in characters.
pub const LONGEST_SOUND: usize = 16;

/// The records of a library, ready to be asked.
///
/// The order of the library is by the path of the note, then by place. Every question fails only if the records can't be
/// read.
pub trait Records {
    /// The records that pass the filter, in the order of the library, from this place on or from the first. Each is read
    /// when it is its turn; what is held meanwhile is a number for each and what is known of each note.
    ///
    /// # Errors
    /// If the records can't be read.
    fn walk(&self, filter: &Filter, from: Option<RecordPlace<'_>>) -> anyhow::Result<Walk<'_>>;

    /// Makes sure that all records can be read: whoever writes them as they come asks for it before the first.
    ///
    /// # Errors
    /// If they can't be read.
    fn check(&self) -> anyhow::Result<()> {
        Ok(())
    }

    /// All records that pass the filter, in the order of the library.
    ///
    /// # Errors
    /// If the records can't be read.
    fn list(&self, filter: &Filter) -> anyhow::Result<Vec<Stored>> {
        self.walk(filter, None)?.collect()
    }

    /// The records whose id begins with `id_prefix`, in the order of the library.
    ///
    /// # Errors
    /// If the records can't be read.
    fn find(&self, id_prefix: &str) -> anyhow::Result<Vec<Stored>>;

    /// The candidates for a query, `limit` of them at most.
    ///
    /// # Errors
    /// If the records can't be read.
    fn look_up(&self, look_up: &LookUp, limit: usize) -> anyhow::Result<Candidates>;

    /// The same where most look-ups that must have something find nothing, which may be cheaper to see than to rank.
    ///
    /// # Errors
    /// If the records can't be read.
    fn look_up_if_any(&self, look_up: &LookUp, limit: usize) -> anyhow::Result<Candidates> {
        match look_up.all.is_empty() || self.any(look_up)? {
            true => self.look_up(look_up, limit),
            false => Ok(Candidates::default()),
        }
    }

    /// Told what will be asked, by whoever knows: where each question is a journey they are asked together. Where they are
    /// not, nobody even lists them.
    ///
    /// # Errors
    /// If the records can't be read.
    fn foresee(&self, _asked: &dyn Fn() -> Foreseen) -> anyhow::Result<()> {
        Ok(())
    }

    /// Whether any record matches; cheaper than to count or to rank.
    ///
    /// # Errors
    /// If the records can't be read.
    fn any(&self, look_up: &LookUp) -> anyhow::Result<bool>;

    /// How many records match.
    ///
    /// # Errors
    /// If the records can't be read.
    fn count(&self, look_up: &LookUp) -> anyhow::Result<usize>;

    /// The innermost sections of all that match; of what stands in none, the note.
    ///
    /// # Errors
    /// If the records can't be read.
    fn sections_of(&self, look_up: &LookUp) -> anyhow::Result<HashSet<SectionKey>>;

    /// The same where only those among some sections matter, which may be fewer to count: others may be left out.
    ///
    /// # Errors
    /// If the records can't be read.
    fn sections_among(
        &self,
        look_up: &LookUp,
        _among: &HashSet<SectionKey>,
    ) -> anyhow::Result<HashSet<SectionKey>> {
        self.sections_of(look_up)
    }

    /// A candidate's record.
    ///
    /// # Errors
    /// If the records can't be read.
    fn fetch(&self, candidate: &Candidate) -> anyhow::Result<Stored>;

    /// The records of the same note that stand behind a candidate, in order, as far as `goes_on` says, so many at most.
    ///
    /// # Errors
    /// If the records can't be read.
    fn following(
        &self,
        candidate: &Candidate,
        limit: usize,
        goes_on: &dyn Fn(&Stored) -> bool,
    ) -> anyhow::Result<Vec<(Candidate, Stored)>>;

    /// What each piece of evidence gives to a candidate's score, greatest first.
    ///
    /// # Errors
    /// If the records can't be read.
    fn explain(&self, look_up: &LookUp, candidate: &Candidate) -> anyhow::Result<Vec<(String, f32)>>;

    /// Whether one of the runs occurs in any record that lies in the note or section whose own record this is.
    ///
    /// # Errors
    /// If the records can't be read.
    fn covers(&self, stored: &Stored, runs: &[String]) -> anyhow::Result<bool>;

    /// How many records there are.
    fn len(&self) -> usize;

    /// Whether there are no records at all.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every speaker's name as notes have it, with the number of records, sorted by name.
    ///
    /// # Errors
    /// If the records can't be read.
    fn speakers(&self) -> anyhow::Result<Vec<(String, usize)>>;

    /// Everybody of whom the library knows a full name, by the name to show.
    ///
    /// # Errors
    /// If the records can't be read.
    fn persons(&self) -> anyhow::Result<Vec<PersonFacts>>;

    /// Somebody, by the key.
    ///
    /// # Errors
    /// If the records can't be read, or the key is none of theirs.
    fn person(&self, key: PersonKey) -> anyhow::Result<PersonFacts>;

    /// Who has this very name, full or listed, in whatever way it is written. Asks for no other person, so it costs next to
    /// nothing where nobody has.
    ///
    /// # Errors
    /// If the records can't be read.
    fn persons_named(&self, name: &str) -> anyhow::Result<Vec<PersonKey>>;

    /// The records of each kind per person, by the key, and those of speakers of whom nobody can tell who they are.
    ///
    /// # Errors
    /// If the records can't be read.
    fn counts_by_person(&self) -> anyhow::Result<(BTreeMap<PersonKey, KindCounts>, KindCounts)>;

    /// What a note tells of names, by its path within the library.
    ///
    /// # Errors
    /// If the records can't be read.
    fn names_in(&self, note_path: &str) -> anyhow::Result<Option<NoteNames>>;

    /// Other names that notes put beside this name of a thing, in whatever way it is written.
    ///
    /// # Errors
    /// If the records can't be read.
    fn names_beside(&self, name: &str) -> anyhow::Result<Vec<String>>;

    /// The paths of all notes within the library, with the number of their records, sorted by path.
    ///
    /// # Errors
    /// If the records can't be read.
    fn note_records(&self) -> anyhow::Result<Vec<(String, usize)>>;

    /// The slugs of the topics that records have, with the number of records, sorted by slug.
    ///
    /// # Errors
    /// If the records can't be read.
    fn topic_counts(&self) -> anyhow::Result<Vec<(String, usize)>>;

    /// The records of each kind per note, by the note's path.
    ///
    /// # Errors
    /// If the records can't be read.
    fn counts_by_note(&self) -> anyhow::Result<BTreeMap<String, KindCounts>>;

    /// The records of each kind per topic, by its slug, of those that pass the filter.
    ///
    /// # Errors
    /// If the records can't be read.
    fn counts_by_topic(&self, filter: &Filter) -> anyhow::Result<BTreeMap<String, KindCounts>>;

    /// How much there is of each day, and of notes that have none, among the records that pass the filter.
    ///
    /// # Errors
    /// If the records can't be read.
    fn facts_by_day(&self, filter: &Filter) -> anyhow::Result<BTreeMap<Option<Date>, DayFacts>>;

    /// The records of each kind in each of these sections, that of the section itself not counted; a section is named by
    /// the place of its heading's record.
    ///
    /// # Errors
    /// If the records can't be read.
    fn counts_by_section(&self, sections: &[RecordPlace<'_>]) -> anyhow::Result<Vec<KindCounts>>;

    /// In how many records a normalised term occurs, at most.
    ///
    /// # Errors
    /// If the records can't be read.
    fn frequency(&self, text: &str) -> anyhow::Result<usize>;

    /// Words of the library that are one edit from this one (a letter more, less, other, or two swapped), the most
    /// frequent first.
    ///
    /// # Errors
    /// If the records can't be read.
    fn spelled_like(&self, word: &str) -> anyhow::Result<Vec<String>>;

    /// Runs of `length` characters in the library of which each character fits in its position, the most frequent first, `limit`
    /// at most. `length` is 2 to [`LONGEST_SOUND`]; bit `n` of what `fits` gives tells whether a character fits in position `n`.
    ///
    /// # Errors
    /// If the records can't be read.
    fn runs_like(
        &self,
        length: usize,
        limit: usize,
        fits: &dyn Fn(char) -> u32,
    ) -> anyhow::Result<Vec<String>>;

    /// As [`Records::runs_like`], but only runs that are made of words of two or three characters. There are far fewer
    /// of these, so a rare one is not given up for the frequent beginnings of others.
    ///
    /// # Errors
    /// If the records can't be read.
    fn words_like(
        &self,
        length: usize,
        limit: usize,
        fits: &dyn Fn(char) -> u32,
    ) -> anyhow::Result<Vec<String>>;

    /// Where the records are, if that is not on this machine.
    fn elsewhere(&self) -> Option<Elsewhere> {
        None
    }

    /// Whether the library is as it was when it was opened, as far as those who keep it elsewhere tell.
    ///
    /// # Errors
    /// If they can't be asked.
    fn is_current(&self) -> anyhow::Result<bool> {
        Ok(true)
    }

    /// What a reader should know of the answers so far.
    fn notices(&self) -> Vec<String> {
        Vec::new()
    }

    /// What else there is to know of the library, where it is kept whole.
    fn holding(&self) -> Option<&dyn Holding> {
        None
    }
}

/// What is known of a library beside its records, for whoever carries all of it elsewhere.
pub trait Holding: Records {
    /// What each note tells of names, by its path within the library, in its order.
    ///
    /// # Errors
    /// If the records can't be read.
    fn names_of_notes(&self) -> anyhow::Result<Vec<(String, NoteNames)>>;

    /// Who is found by what: hashes as of [`name_hash`](crate::people::name_hash), sorted.
    ///
    /// # Errors
    /// If the records can't be read.
    fn found_by(&self) -> anyhow::Result<Vec<(u64, PersonKey)>>;

    /// The pairs of names that are one thing's, each once, as keys.
    ///
    /// # Errors
    /// If the records can't be read.
    fn things(&self) -> anyhow::Result<Vec<(String, String)>>;
}
