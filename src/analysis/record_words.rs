//! Which words of a record are searched: its own, and among them what it is called.

use crate::model::{Body, Record};

/// Everything a record says in its own words, each piece by itself: a search runs within a piece.
///
/// The record's main words come first.
pub fn own_words(record: &Record) -> Vec<&str> {
    let mut words = Vec::new();
    each_own_word(record, |piece| words.push(piece));
    words
}

/// Gives each piece of [`own_words`] by itself.
pub fn each_own_word<'r>(record: &'r Record, mut give: impl FnMut(&'r str)) {
    let mut give_all = |pieces: &mut dyn Iterator<Item = &'r String>| {
        pieces.filter(|piece| !piece.is_empty()).for_each(|piece| give(piece));
    };
    match &record.body {
        Body::Note(note) => {
            give_all(&mut [&note.title].into_iter().chain(&note.file_title));
            give_all(&mut note.metadata.iter().flat_map(|(name, value)| [name, value]));
            give_all(&mut note.speakers.iter().chain(&note.url).chain(&note.video_id));
            give_all(&mut note.contents.iter().chain(&note.footer).chain(&note.frame));
        }
        Body::Section(section) => give_all(&mut [&section.title].into_iter()),
        Body::Passage(passage) => {
            give_all(&mut [&passage.text].into_iter().chain(&passage.speaker).chain(&passage.links));
        }
        Body::Question(question) => {
            give_all(&mut [&question.text].into_iter().chain(&question.asker).chain(&question.label))
        }
        Body::Quote(quote) => {
            let others = [&quote.speaker, &quote.qualifier, &quote.label, &quote.original, &quote.rendering];
            give_all(&mut [&quote.text].into_iter().chain(others.into_iter().flatten()));
        }
        Body::Prediction(prediction) => {
            let horizon = prediction.horizon.as_ref().map(|horizon| &horizon.raw);
            let others = prediction.detail.iter().chain(&prediction.by).chain(horizon);
            give_all(&mut [&prediction.claim].into_iter().chain(others));
        }
        Body::Term(term) => {
            give_all(&mut [&term.term].into_iter().chain(&term.aliases).chain([&term.definition]));
        }
    }
}

/// What a record is called, which says more about it than its other words: none for bodies of text.
pub fn names(record: &Record) -> Vec<&str> {
    match &record.body {
        Body::Note(note) => vec![&note.title],
        Body::Section(section) => vec![&section.title],
        Body::Prediction(prediction) => vec![&prediction.claim],
        Body::Term(term) => [&term.term].into_iter().chain(&term.aliases).map(String::as_str).collect(),
        Body::Passage(_) | Body::Question(_) | Body::Quote(_) => Vec::new(),
    }
}
