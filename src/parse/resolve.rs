//! What only the whole note tells: which question a quote answers, who is meant where nobody is named, which quotes
//! repeat each other, and the names that a heading gives a term.

use std::collections::HashMap;

use crate::model::{Attribution, Body, Quote, RecordId};

use super::draft::{self, Draft};
use super::names;
use super::outline::{Outline, Role};
use super::people::People;
use super::tables;

/// Gives each quote the question it answers: the index of that question's draft.
///
/// A question is answered by what follows it up to the next question, within the section around the one it stands in
/// (an H2 whose first H3 asks is answered throughout), and never by a section of key quotes.
pub(crate) fn answers(drafts: &[Draft], outline: &Outline) -> Vec<Option<usize>> {
    let mut answers = vec![None; drafts.len()];
    let mut current: Option<(usize, Option<usize>)> = None;
    for (index, draft) in drafts.iter().enumerate() {
        match &draft.body {
            Body::Question(_) => {
                // A turn that asks is answered within its own section.
                let is_turn = drafts.get(index + 1).is_some_and(|next| next.span == draft.span);
                let scope = if is_turn { draft.section } else { scope(draft.section, outline) };
                current = Some((index, scope));
            }
            Body::Quote(quote) if !quote.key && !draft.is_row => {
                let Some((question, scope)) = current else { continue };
                let is_within = scope
                    .is_none_or(|scope| outline.ancestors(draft.section).any(|section| section == scope));
                // A turn that asks is not its own answer, nor does anybody answer themselves.
                let is_own = matches!(&drafts[question].body, Body::Question(asked)
                    if asked.asker.is_some() && asked.asker == quote.speaker);
                if is_within && !is_own && drafts[question].span != draft.span {
                    answers[index] = Some(question);
                }
            }
            _ => {}
        }
    }
    answers
}

fn scope(section: Option<usize>, outline: &Outline) -> Option<usize> {
    let section = outline.ancestors(section).next()?;
    Some(outline.sections[section].parent.unwrap_or(section))
}

/// Adds a question for each turn that asks: it ends in a question mark and somebody else speaks right after it.
pub(crate) fn asking_turns(drafts: &mut Vec<Draft>) {
    let mut asking = Vec::new();
    for (index, pair) in drafts.windows(2).enumerate() {
        let (Some(turn), Some(next)) = (pair[0].quote(), pair[1].quote()) else { continue };
        let is_stated = |quote: &Quote| quote.attribution == Some(Attribution::Stated);
        // The second of two bullets by one speaker asks nobody.
        let goes_on = index > 0
            && drafts[index - 1].group == pair[0].group
            && drafts[index - 1].quote().is_some_and(|above| above.speaker == turn.speaker);
        let is_asked_already = index > 0 && drafts[index - 1].span == pair[0].span;
        if turn.text.trim_end().ends_with(['？', '?'])
            && !turn.key
            && is_stated(turn)
            && is_stated(next)
            && turn.speaker != next.speaker
            && pair[0].section == pair[1].section
            && !pair[0].is_row
            && !pair[1].is_row
            && !is_asked_already
            && !goes_on
        {
            asking.push((index, draft::question(turn.text.clone(), turn.speaker.clone())));
        }
    }
    for (index, body) in asking.into_iter().rev() {
        let Draft { span, section, group, .. } = &drafts[index];
        let question = Draft { body, span: span.clone(), section: *section, group: *group, is_row: false };
        drafts.insert(index, question);
    }
}

/// Names speakers whom the context tells, as implied.
pub(crate) fn speakers(drafts: &mut [Draft], outline: &Outline, people: &People) {
    let candidates = candidates(drafts, people);
    let only_guest = only_guest(drafts, people);
    // Key quotes come last: they repeat what the others say.
    let is_key = |draft: &Draft| draft.quote().is_some_and(|quote| quote.key);
    let (key, others): (Vec<usize>, Vec<usize>) =
        (0..drafts.len()).partition(|index| is_key(&drafts[*index]));
    for index in others.into_iter().chain(key) {
        if drafts[index].quote().is_none_or(|quote| quote.speaker.is_some()) {
            continue;
        }

        let implied = implied(drafts, index, outline, people, &candidates, only_guest.as_ref());
        if let (Some(name), Some(quote)) = (implied, drafts[index].quote_mut()) {
            quote.speaker = Some(name);
            quote.attribution = Some(Attribution::Implied);
        }
    }
}

/// Everybody whom the note names, guests first.
fn candidates(drafts: &[Draft], people: &People) -> Vec<String> {
    let mut names = people.guests.clone();
    for draft in drafts {
        let name = match &draft.body {
            Body::Quote(quote) if quote.attribution == Some(Attribution::Stated) => quote.speaker.as_ref(),
            Body::Prediction(prediction) => prediction.by.as_ref(),
            _ => None,
        };
        if let Some(name) =
            name.filter(|name| names::shape(name) != names::Shape::Role && !names.contains(*name))
        {
            names.push(name.clone());
        }
    }
    names.extend(people.hosts.iter().filter(|host| !names.contains(host)).cloned().collect::<Vec<_>>());
    names
}

/// The note's only guest: the one whom the metadata names, or the only one who is quoted at all.
fn only_guest(drafts: &[Draft], people: &People) -> Option<String> {
    if let [guest] = &people.guests[..] {
        return Some(guest.clone());
    }
    if people.guests.len() > 1 {
        return None;
    }
    let mut stated = drafts
        .iter()
        .filter_map(Draft::quote)
        .filter(|quote| quote.attribution == Some(Attribution::Stated))
        .filter_map(|quote| quote.speaker.as_ref())
        .filter(|speaker| !people.asks(speaker));
    let first = stated.next()?;
    stated.all(|speaker| speaker == first).then(|| first.clone())
}

fn implied(
    drafts: &[Draft],
    index: usize,
    outline: &Outline,
    people: &People,
    candidates: &[String],
    only_guest: Option<&String>,
) -> Option<String> {
    /// Words of a heading or label under which others than the guest speak.
    const OTHERS: [&str; 12] = [
        "开场",
        "片头",
        "旁白",
        "听众",
        "观众",
        "串场",
        "主持",
        "片尾",
        "网友",
        "评论区",
        "announcer",
        "intro",
    ];
    let draft = &drafts[index];
    let quote = draft.quote()?;
    let is_others = |words: &str| OTHERS.iter().any(|other| words.to_lowercase().contains(other));
    if quote.label.as_deref().is_some_and(is_others) {
        return None;
    }
    // The same blockquote goes on with the same speaker, unless a label parts them.
    if quote.label.is_none()
        && let Some(above) = drafts[..index]
            .iter()
            .rev()
            .take_while(|above| above.group == draft.group && draft.group > 0)
            .find_map(Draft::quote)
        && let Some(speaker) = &above.speaker
        && above.attribution == Some(Attribution::Stated)
    {
        return Some(speaker.clone());
    }
    if is_in_exchange(drafts, index) {
        return None;
    }
    if let Some(speaker) = twin_speaker(drafts, index) {
        return Some(speaker);
    }
    for section in outline.ancestors(draft.section) {
        let title = &outline.sections[section].title;
        if is_others(title) {
            return None;
        }
        if let Some(name) = people.only_one_named(title, candidates) {
            return Some(name.clone());
        }
    }
    if quote.text.trim_end().ends_with(['？', '?']) && !quote.key {
        // A question among answers may well be somebody else's.
        return None;
    }
    let opening =
        drafts[..index].iter().find(|other| other.section == draft.section && draft.section.is_some());
    if let Some(Draft { body: Body::Passage(passage), .. }) = opening
        && outline.role(draft.section) != Role::KeyQuotes
        && let Some(name) = people.only_one_named(&passage.text, candidates)
    {
        return Some(name.clone());
    }
    only_guest.cloned()
}

/// Whether nobody is named in the quote's blockquote, where one of several quotes asks: two people speak, and nothing
/// tells who is who.
fn is_in_exchange(drafts: &[Draft], index: usize) -> bool {
    let group = drafts[index].group;
    if group == 0 || drafts[index].is_row {
        return false;
    }
    let is_same = |draft: &&Draft| draft.group == group;
    let others = drafts[..index]
        .iter()
        .rev()
        .take_while(is_same)
        .chain(drafts[index + 1..].iter().take_while(is_same));
    others.filter_map(Draft::quote).any(|other| {
        other.attribution != Some(Attribution::Stated) && other.text.trim_end().ends_with(['？', '?'])
    })
}

/// The speaker whom the note names for the same words elsewhere, alone or within a longer quote.
fn twin_speaker(drafts: &[Draft], index: usize) -> Option<String> {
    let quote = drafts[index].quote()?;
    let words: String = letters(&quote.text).into_iter().collect();
    if words.chars().count() < 6 {
        return None;
    }
    drafts.iter().enumerate().filter(|(other, _)| *other != index).find_map(|(_, other)| {
        let other = other.quote()?;
        let speaker = other.speaker.as_ref()?;
        letters(&other.text).into_iter().collect::<String>().contains(&words).then(|| speaker.clone())
    })
}

/// Pairs of quotes with the same words, wholly or for the most part: indices of drafts, the earlier first.
///
/// Equal words are found by a table. Key quotes, which notes shorten, are compared with every other by the share of
/// the shorter one's character bigrams that the longer one has (containment, Broder 1997), at least 0.8.
pub(crate) fn repeats(drafts: &[Draft]) -> Vec<(usize, usize)> {
    const LEAST_LETTERS: usize = 8;
    const LEAST_SHARE: f64 = 0.8;
    let quotes: Vec<(usize, bool, Vec<char>)> = drafts
        .iter()
        .enumerate()
        .filter_map(|(index, draft)| draft.quote().map(|quote| (index, quote.key, letters(&quote.text))))
        .filter(|(_, _, letters)| letters.len() >= LEAST_LETTERS)
        .collect();
    let mut pairs = Vec::new();
    let mut equal: HashMap<&[char], usize> = HashMap::new();
    for (index, _, letters) in &quotes {
        match equal.get(letters.as_slice()) {
            Some(first) => pairs.push((*first, *index)),
            None => {
                equal.insert(letters, *index);
            }
        }
    }
    let bigrams: Vec<Vec<(char, char)>> = quotes
        .iter()
        .map(|(_, _, letters)| {
            let mut bigrams: Vec<(char, char)> = letters.windows(2).map(|pair| (pair[0], pair[1])).collect();
            bigrams.sort_unstable();
            bigrams.dedup();
            bigrams
        })
        .collect();
    for (position, (index, _, _)) in quotes.iter().enumerate().filter(|(_, (_, key, _))| *key) {
        for (other_position, (other, other_key, _)) in quotes.iter().enumerate() {
            if *other_key || pairs.contains(&(*other.min(index), *other.max(index))) {
                continue;
            }
            let (short, long) = if bigrams[position].len() <= bigrams[other_position].len() {
                (&bigrams[position], &bigrams[other_position])
            } else {
                (&bigrams[other_position], &bigrams[position])
            };
            let shared = short.iter().filter(|bigram| long.binary_search(bigram).is_ok()).count();
            if shared as f64 >= LEAST_SHARE * short.len() as f64 {
                pairs.push((*other.min(index), *other.max(index)));
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Letters and digits alone, in lower case: what stays the same when somebody retypes a quote.
fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Adds the names that a heading gives a term in brackets: `### 杰文斯悖论（Jevons Paradox）`.
pub(crate) fn heading_aliases(drafts: &mut [Draft], outline: &Outline) {
    for section in &outline.sections {
        let Some(open) = section.title.find(['（', '(']) else { continue };
        let Some(length) = section.title[open..].find(['）', ')']) else { continue };
        let head = section.title[..open].trim();
        let bracketed = section.title[open..open + length].trim_start_matches(['（', '(']).trim();
        for draft in drafts.iter_mut() {
            let Body::Term(term) = &mut draft.body else { continue };
            if head.ends_with(&term.term)
                && !term.term.is_empty()
                && tables::is_name_pair(&term.term, head, bracketed)
            {
                add_alias(term, bracketed);
            } else if bracketed == term.term && tables::is_name_pair(bracketed, bracketed, head) {
                add_alias(term, head);
            }
        }
    }
}

fn add_alias(term: &mut crate::model::Term, alias: &str) {
    let is_known = term.term.eq_ignore_ascii_case(alias)
        || term.aliases.iter().any(|known| known.eq_ignore_ascii_case(alias));
    if !is_known {
        term.aliases.push(alias.to_owned());
    }
}

/// The ids that a quote's [`repeats`] point at.
pub(crate) fn same_as(index: usize, pairs: &[(usize, usize)], ids: &[RecordId]) -> Vec<RecordId> {
    pairs
        .iter()
        .filter_map(|(first, second)| match index {
            _ if index == *first => Some(ids[*second].clone()),
            _ if index == *second => Some(ids[*first].clone()),
            _ => None,
        })
        .collect()
}
