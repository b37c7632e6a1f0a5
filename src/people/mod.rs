//! Who is who across the notes of a library: what each note tells of names comes in, people under one name come out.
//!
//! A wrong join puts words into another's mouth over the whole library, a missing one only hides some of them. So what joins
//! are full names alone, and only on evidence: equal names, names that a note or a list of people puts side by side, and one
//! slip in a long name where nothing speaks against it. The joins that several notes tell of come first, and one that
//! contradicts those before it is left out. Nothing depends on the order in which notes came, so an index that was brought
//! up to date knows what a new one would.
//!
//! | file | |
//! |---|---|
//! | `known` | lists of people: the built-in one, a library's own |
//! | `name` | a name: its key, its script, whether two are one but for a slip |
//! | `joins` | groups of names, and what may join them |
//! | `person` | what comes out |
//! | `shown` | the one name to show |
//! | `whose` | whose the names of one note are |
//! | `resolve` | from notes to people |
//! | `proposals` | who may be one person though nothing joined them |
//! | `terms` | names of things that are put side by side |
//! | `asked` | by what persons are asked for |
//!
//! A file imports only those above it.

mod asked;
mod joins;
mod known;
mod name;
mod person;
mod proposals;
mod resolve;
mod shown;
mod terms;
mod whose;

pub use asked::{AskedName, asked_name, found_by, name_hash};
pub use known::{Clash, Known, KnownError, KnownPerson};
pub use name::{is_begun_in_pinyin, name_key, parts as name_parts, pinyin_keys};
pub use person::{Evidence, Join, People, Person, PersonName, Voice};
pub use proposals::{Likeness, Proposal, proposals};
pub use resolve::{NotePeople, resolve};
pub use terms::names_beside;
