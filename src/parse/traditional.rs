//! Notes in traditional characters.
//!
//! The words of the language that rules go by are simplified. So a note in traditional characters is read in simplified
//! ones, each of which is as long as its own, so that everything keeps its place; what has been read is then given back
//! its own characters.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use crate::model::{MemberName, Note, NoteNames};
use crate::text::{Script, script, simplified};

use crate::parse::draft::{Content, Draft, Speaker};
use crate::parse::frame::outline::Outline;

/// A note in its own characters and in those it was read in; both have the same length.
pub(crate) struct Traditional<'t> {
    own: &'t str,
    read: String,
    /// Words that stand elsewhere than they were looked for, as names do, with their own characters.
    elsewhere: RefCell<HashMap<String, String>>,
}

/// Whether a text is in traditional characters, by its first ones: at least one of ten has another form.
fn is_traditional(text: &str) -> bool {
    const SAMPLE: usize = 5_000;
    const FEW: usize = 500;
    let sample = text.chars().take(SAMPLE).filter(|character| !character.is_ascii());
    let han = sample.filter(|character| script(*character) == Script::Han).take(FEW);
    let (all, other) = han.fold((0, 0), |(all, other), character| {
        (all + 1, other + usize::from(simplified(character) != character))
    });
    other > 0 && other * 10 >= all
}

impl<'t> Traditional<'t> {
    /// A text that is in traditional characters.
    pub(crate) fn of(text: &'t str) -> Option<Self> {
        is_traditional(text).then(|| Traditional {
            own: text,
            read: text.chars().map(simplified).collect(),
            elsewhere: RefCell::default(),
        })
    }

    /// What to read instead.
    pub(crate) fn simplified(&self) -> &str {
        &self.read
    }

    /// Gives what was read of the note as a whole its own characters.
    pub(crate) fn give_back_note(&self, note: &mut Note) {
        let whole = 0..self.own.len();
        let texts = [&mut note.title].into_iter().chain(&mut note.file_title).chain(&mut note.speakers);
        let facts = note.metadata.iter_mut().flat_map(|(key, value)| [key, value]);
        for text in
            texts.chain(facts).chain(&mut note.contents).chain(&mut note.footer).chain(&mut note.frame)
        {
            self.give_back(text, whole.clone());
        }
    }

    /// Gives headings their own characters. `spans`: where each of them stands.
    pub(crate) fn give_back_outline(&self, outline: &mut Outline, spans: impl Fn(usize) -> Range<usize>) {
        for section in &mut outline.sections {
            self.give_back(&mut section.title, spans(section.block));
        }
    }

    /// Gives a record its own characters.
    pub(crate) fn give_back_draft(&self, draft: &mut Draft) {
        let span = draft.span.clone();
        let give_back = |text: &mut String| self.give_back(text, span.clone());
        match &mut draft.content {
            Content::Passage(passage) => {
                give_back(&mut passage.text);
                passage.speaker.iter_mut().for_each(give_back);
            }
            Content::Question(question) => {
                give_back(&mut question.text);
                question.asker.iter_mut().chain(&mut question.label).for_each(give_back);
            }
            Content::Turn(turn) => {
                give_back(&mut turn.words);
                if let Speaker::Named { name, .. } = &mut turn.speaker {
                    give_back(name);
                }
                let asker = turn.asks.as_mut().and_then(|asks| asks.asker.as_mut());
                let others = [&mut turn.qualifier, &mut turn.label, &mut turn.original, &mut turn.rendering];
                others.into_iter().flatten().chain(asker).for_each(give_back);
            }
            Content::Prediction(prediction) => {
                give_back(&mut prediction.claim);
                prediction.by.iter_mut().chain(&mut prediction.detail).for_each(give_back);
                prediction.horizon.iter_mut().for_each(|horizon| give_back(&mut horizon.raw));
            }
            Content::Term(term) => {
                give_back(&mut term.term);
                give_back(&mut term.definition);
                term.aliases.iter_mut().for_each(give_back);
            }
        }
    }

    /// Gives names their own characters: those at words as the records have them now. `at_words`: those names before and now.
    pub(crate) fn give_back_names(&self, names: &mut NoteNames, at_words: &[(String, String)]) {
        let whole = 0..self.own.len();
        for pair in &mut names.pairs {
            self.give_back(&mut pair.one, whole.clone());
            self.give_back(&mut pair.other, whole.clone());
        }
        for member in &mut names.members {
            let mut own: Vec<MemberName> = Vec::new();
            for name in &member.names {
                let mut texts: Vec<String> = at_words
                    .iter()
                    .filter(|(read, _)| *read == name.text)
                    .map(|(_, own)| own.clone())
                    .collect();
                texts.sort_unstable();
                texts.dedup();
                if texts.is_empty() {
                    texts.push(name.text.clone());
                    texts.iter_mut().for_each(|text| self.give_back(text, whole.clone()));
                }
                for text in texts {
                    let part = name.full.as_deref().and_then(|full| {
                        let at = name.text.find(full)?;
                        text.get(at..at + full.len()).map(str::to_owned)
                    });
                    own.push(MemberName { text, full: part, ..name.clone() });
                }
            }
            member.names = own;
        }
    }

    /// Gives words their own characters, which stand within `span` or, of a name, elsewhere.
    fn give_back(&self, words: &mut String, span: Range<usize>) {
        if words.is_empty() || words.chars().all(|character| script(character) != Script::Han) {
            return;
        }
        let found = |within: Range<usize>| {
            let at = within.start + self.read[within].find(words.as_str())?;
            Some(self.own[at..at + words.len()].to_owned())
        };
        let own = found(span.clone()).or_else(|| self.scattered(words, span)).unwrap_or_else(|| {
            let mut elsewhere = self.elsewhere.borrow_mut();
            let find = || found(0..self.own.len()).unwrap_or_else(|| words.clone());
            elsewhere.entry(words.clone()).or_insert_with(find).clone()
        });
        *words = own;
    }

    /// Words that stand within `span` in this order with marks between them.
    fn scattered(&self, words: &str, span: Range<usize>) -> Option<String> {
        let mut pairs = self.read[span.clone()].chars().zip(self.own[span].chars());
        // Cells and lines are joined otherwise than they stand; only Chinese characters have another form.
        words
            .chars()
            .map(|character| match script(character) {
                Script::Han => pairs.by_ref().find(|(read, _)| *read == character).map(|(_, own)| own),
                _ => Some(character),
            })
            .collect()
    }
}
