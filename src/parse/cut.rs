//! Words that are too long for one record become several: whoever shows or searches a record reads all of it.

use std::mem;

use crate::model::{Passage, PassageForm, Prediction, Question, Term};
use crate::text::sentences;

use crate::parse::draft::{self, Content, Draft, Turn};

/// The most words of a record, in bytes: some thirty thousand Chinese characters, two hours of talk.
const MOST: usize = 100_000;

/// Cuts long words at the ends of sentences. What tells more than words stays with the first part.
pub(crate) fn cut(drafts: &mut Vec<Draft>) {
    if !drafts.iter_mut().any(|draft| texts(&mut draft.content).any(|text| text.len() > MOST)) {
        return;
    }
    // Where the draft of each place went.
    let mut moved = Vec::with_capacity(drafts.len());
    let mut parts: Vec<Draft> = Vec::with_capacity(drafts.len() + 1);
    for mut draft in mem::take(drafts) {
        moved.push(parts.len());
        let further = further(&mut draft.content);
        let (section, group, is_row, question) = (draft.section, draft.group, draft.is_row, draft.question);
        let span = draft.span.clone();
        parts.push(draft);
        parts.extend(further.into_iter().map(|content| {
            let draft = Draft::new(content, span.clone(), section, group);
            Draft { is_row, question, ..draft }
        }));
    }
    let questions = parts.iter_mut().filter_map(|draft| draft.question.as_mut());
    questions.for_each(|question| *question = moved[*question]);
    *drafts = parts;
}

/// Cuts what is too long of a draft to its first part; the others, each by itself.
fn further(content: &mut Content) -> Vec<Content> {
    let rests: Vec<Vec<String>> = texts(content).map(rest).collect();
    let mut rests = rests.into_iter();
    let main = rests.next().into_iter().flatten().map(|words| match &*content {
        Content::Turn(Turn { speaker, qualifier, key, is_answer, .. }) => {
            let (speaker, qualifier) = (speaker.clone(), qualifier.clone());
            Content::Turn(Turn {
                speaker,
                qualifier,
                words,
                key: *key,
                is_answer: *is_answer,
                ..Turn::default()
            })
        }
        Content::Passage(Passage { form, speaker, .. }) => Content::Passage(Passage {
            text: words,
            form: *form,
            speaker: speaker.clone(),
            links: Vec::new(),
        }),
        _ => draft::passage(words, PassageForm::Paragraph),
    });
    let main: Vec<Content> = main.collect();
    main.into_iter()
        .chain(rests.flatten().map(|words| draft::passage(words, PassageForm::Paragraph)))
        .collect()
}

/// Cuts a text to its first part; the others.
fn rest(text: &mut String) -> Vec<String> {
    let parts = sentences::parts(text, MOST);
    let rest = parts[1..].iter().map(|part| text[part.clone()].trim()).filter(|part| !part.is_empty());
    let rest = rest.map(str::to_owned).collect();
    let first = text[..parts[0].end].trim_end().len();
    text.truncate(first);
    rest
}

/// All that may be long in a draft, the main words first.
fn texts(content: &mut Content) -> impl Iterator<Item = &mut String> {
    let (main, further) = match content {
        Content::Turn(Turn { words, original, rendering, .. }) => {
            (words, [original.as_mut(), rendering.as_mut()])
        }
        Content::Question(Question { text, .. }) | Content::Passage(Passage { text, .. }) => {
            (text, [None, None])
        }
        Content::Prediction(Prediction { claim, detail, .. }) => (claim, [detail.as_mut(), None]),
        Content::Term(Term { term, definition, .. }) => (term, [Some(definition), None]),
    };
    std::iter::once(main).chain(further.into_iter().flatten())
}
