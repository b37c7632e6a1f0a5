//! From folded text to terms, the same way for notes and for queries.
//!
//! Two views of a text, neither of which guesses at its language:
//!
//! - *literal*: all that stands there, with positions, so that any run of characters is found exactly, in every script
//!   and whatever the words of the language are; see `pieces`. Ranking goes by these terms too: words of letters are
//!   such, and so are Chinese words of two characters; longer ones are phrases of them.
//! - *names*, of short texts alone: words, pairs and single characters, for ranking.
//!
//! Text comes in normalised ([`crate::text::normalise`]); nothing here folds, and nothing knows how terms are kept: an
//! index or a search engine that takes its terms from here answers alike.
//!
//! | file | |
//! |---|---|
//! | `words` | words and pairs |
//! | `pieces` | from a text to literal terms |
//! | `run` | from a run that is looked for to the same terms |
//! | `record_words` | which words of a record are searched |
//! | `naming` | whether a record uses a name |

mod naming;
mod pieces;
mod record_words;
mod run;
mod words;

pub use naming::{NameTokens, same_name};
pub use pieces::{LiteralTerms, without_mark};
pub use record_words::{each_own_word, names, own_words};
pub use run::{Ends, PartOfWord, Slot, slots};
pub use words::{han_pairs, name_terms, words};
