//! What every door shares: a library that is opened, a selection that is resolved against it, and what there is to list.
//!
//! The command line is one door; a full-screen reader and a server for agents ask the same things and must get the same
//! answers. So an answer is made here, from plain values to plain values: nothing in this room knows of arguments, asks
//! the terminal, the clock or the environment, or prints.
//!
//! | file | |
//! |---|---|
//! | `store`, `stamp` | an opened library; whether its files are as they were |
//! | `pushed` | a library that is kept on a search cluster |
//! | `selection` | what a user selects, and the filter that this comes to |
//! | `answer` | what is shown and said in answer |
//! | `listing` | what every listing does with what it found |
//! | `quotes`, `predictions`, `questions`, `glossary`, `sections`, `notes`, `topics` | a listing each |
//! | `people`, `compare` | those who speak; what several of them said |
//! | `why` | what the name for whoever says a record rests on |
//! | `same_terms` | which rows of glossaries explain one term, and in the same words |
//! | `search`, `show`, `cite` | the ranked search; one thing in full; what somebody cites |
//! | `leads` | what the words of a record name and link to |
//! | `text` | a note as its file has it |
//! | `export` | what an export takes of a library |
//! | `stats` | what there is over time |
//! | `score` | how many predictions came true |
//! | `verdicts`, `verdict_notices`, `judge` | what became of predictions; what is said of those that are gone; how it is written down |
//! | `check`, `checked` | what is wrong in the notes; what is kept of that |
//! | `news`, `picks` | what came since the last look; what there is to choose from |

mod answer;
mod check;
mod checked;
mod cite;
mod compare;
mod export;
mod glossary;
mod judge;
mod leads;
mod listing;
mod news;
mod notes;
mod people;
mod picks;
mod predictions;
mod pushed;
mod questions;
mod quotes;
mod same_terms;
mod same_words;
mod score;
mod search;
mod sections;
mod selection;
mod show;
mod stamp;
mod stats;
mod store;
mod text;
mod topics;
mod verdict_notices;
mod verdicts;
mod why;

pub use crate::text::near;
pub use answer::Answer;
pub use check::{CheckRequest, Checkup, check, finding_rules};
pub use cite::cite;
pub use compare::compare;
pub use export::extract;
pub use glossary::{Repeats, TermListing, glossary, term};
pub use judge::{Judged, Judgement, judge};
pub use leads::{linked, terms_used};
pub use listing::{Nouns, arranged, entry, holding_words, item};
pub use news::{Mark, News, news};
pub use notes::notes;
pub use people::{people, person};
pub use picks::{Picks, picks};
pub use predictions::{Due, DueRequest, KnownOutcome, State, on_timeline, predictions};
pub use pushed::EngineAccess;
pub use questions::questions;
pub use quotes::{QuoteFilter, quotes};
pub use score::score;
pub use search::{SearchRequest, search};
pub use sections::sections;
pub use selection::{Selection, kinds};
pub use show::{Found, each_wanted, find, show, show_several, show_with_context};
pub use stamp::stamp;
pub use stats::{Followed, Step, stats};
pub use store::{Access, Remarks, Store, known_people};
pub use text::{NoteText, note_text};
pub use topics::{topic_names, topics};
pub use verdicts::{VerdictPlace, VerdictPlaces};
pub use why::with_grounds;
