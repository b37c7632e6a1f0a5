//! The words of the notes' language, and what a few of them tell by themselves. No I/O, and nothing of one note.
//!
//! | file | holds |
//! |---|---|
//! | `words` | lists of words, read from the files of `data/language/` |
//! | `wordings` | words that say nearly the same |
//! | `lexicon` | the lists, each with what it is for |
//! | `label` | what words stand for that head or label others |
//! | `clause` | whether a clause tells that somebody speaks, asks or cites |
//! | `question` | whether words ask, with or without a mark |
//! | `everyday` | everyday words that have the shape of a name |
//! | `foreign_name` | foreign names in Chinese characters that hold more than these and a dot |
//! | `name_shape` | whether a few words are somebody's name |
//! | `programme` | which of a note's facts names the programme of the talk |
//! | `behind_role` | the name behind a role or an office |
//! | `bare_name` | a name without titles and offices, and whether it is a full one |
//! | `skeleton` | whether a transliteration and a Latin name sound alike |
//! | `surname` | whether a Chinese name and a Latin one have the surname in common |
//! | `negation` | whether words turn a clause into its opposite |
//! | `reported` | to whom a clause gives words that names somebody |
//! | `attributing` | whose words follow, by a phrase that is no clause of saying |

pub(crate) mod attributing;
pub(crate) mod bare_name;
pub(crate) mod behind_role;
pub(crate) mod clause;
pub(crate) mod everyday;
mod foreign_name;
pub(crate) mod label;
pub(crate) mod lexicon;
pub(crate) mod name_shape;
pub(crate) mod negation;
pub(crate) mod programme;
pub(crate) mod question;
pub(crate) mod reported;
pub(crate) mod skeleton;
pub(crate) mod surname;
pub(crate) mod wordings;
mod words;

pub(crate) use words::Words;
