//! Who is who in one note.
//!
//! | file | holds |
//! |---|---|
//! | `evidence` | what tells of people: which words lead turns and how often, whom tables and lists name |
//! | `labelled_turn` | the labels of a note, each with what stands under it |
//! | `among_turns` | labels heard among the turns of others: once, by a nickname, by an everyday word |
//! | `short_talks` | labels of a talk of an exchange or two |
//! | `alternation` | labels that take turns, whatever they look like |
//! | `attendance` | who attends the meeting of which the note is the minutes |
//! | `people` | [`Cast`], what the evidence comes to: whether words are a person, and whether that person asks or answers |
//! | `finder` | names in a text |
//! | `mentions` | whom a sentence names, whom a lead-in gives the words to |
//! | `protagonist` | people of whom running prose tells, be they named nowhere else |
//!
//! A file imports only those above it, `mentions` all but the last.

mod alternation;
mod among_turns;
mod attendance;
mod evidence;
mod finder;
mod known_names;
mod labelled_turn;
mod mentions;
mod people;
mod protagonist;
mod short_talks;

pub(crate) use finder::Finder;
pub(crate) use people::{Cast, read};
pub(crate) use protagonist::{Openings, names_another, protagonist};
