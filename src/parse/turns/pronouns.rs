//! Whom a pronoun means that says words on its own line: `邬德海摇头。他说：“……”` gives them to 邬德海.
//!
//! The nearest sentence before it that has a subject tells. Where that names two, or somebody whom the note has nowhere
//! else, the words are nobody's whom the note would name instead.

use super::context::Reading;
use super::utterance::Voice;
use crate::language::clause;
use crate::language::name_shape::{self, Shape};
use crate::model::Attribution;
use crate::parse::draft::Speaker;

/// The voice of a pronoun. `earlier`: what stands before its clause on the line.
pub(super) fn voice(reading: &Reading<'_, '_>, earlier: &str) -> Voice {
    for sentence in
        earlier.rsplit(['。', '！', '？', '；']).map(str::trim).filter(|sentence| !sentence.is_empty())
    {
        let mut named: Vec<String> = reading.cast.named_in(sentence);
        // `主持人请后排的一位女士提问。她问：`
        if clause::brings_in_somebody(sentence) {
            return Voice::of_others();
        }
        // Whoever asks is answered by somebody else: `有记者问她怕不怕` tells of her whom the sentence before has.
        if sentence.contains('问') {
            match answering(reading, sentence) {
                Some(voice) => return voice,
                None if ["问他", "问她"].iter().any(|asking| sentence.contains(asking)) => continue,
                None => return Voice::of_pronoun(),
            }
        }
        let clauses = || sentence.split(['，', ',']).map(clause::without_conjunction);
        for clause in clauses() {
            let told = reading.cast.subject(clause).or_else(|| reading.context.told_of(clause));
            if let Some(name) = told
                && !named.iter().any(|known| known.contains(name) || name.contains(known.as_str()))
            {
                named.push(name.to_owned());
            }
        }
        match &named[..] {
            [] if clauses().any(begins_with_somebody) => return Voice::of_others(),
            [] => {}
            [name]
                if !clauses().filter(|clause| !clause.contains(name.as_str())).any(begins_with_somebody) =>
            {
                return Voice::named(name);
            }
            _ => return Voice::of_others(),
        }
    }
    Voice::of_pronoun()
}

/// The one whom somebody asks in a sentence that names nobody else: `王芳最后问他还烧不烧`, where the note presents one guest.
fn answering(reading: &Reading<'_, '_>, sentence: &str) -> Option<Voice> {
    let cast = reading.cast;
    let asker = cast.speaking_at(clause::without_conjunction(sentence))?;
    let behind = &sentence[sentence.find(asker)? + asker.len()..];
    let (before, asked) = behind.split_once('问').filter(|(before, _)| !before.contains(['，', ',']))?;
    let answering = match asked.starts_with(['他', '她']) {
        true if cast.named_in(asked).is_empty() => {
            let guest = cast.only_presented_guest()?;
            match &cast.hosts[..] {
                _ if asker != guest => guest,
                [host] => host,
                _ => return None,
            }
        }
        // `王芳问李明怕不怕`
        true => return None,
        false => cast.speaking_at(asked).filter(|name| *name != asker)?,
    };
    let is_alone =
        cast.named_in(before).is_empty() && cast.named_in(asked).iter().all(|name| name == answering);
    is_alone.then(|| Voice {
        speaker: Speaker::Named { name: answering.to_owned(), attribution: Attribution::Implied },
        ..Voice::default()
    })
}

/// Whether a clause begins with what may be a name of two or three characters.
fn begins_with_somebody(clause: &str) -> bool {
    clause::names_at_start(clause).any(|name| name_shape::shape(name) == Shape::Person)
}
