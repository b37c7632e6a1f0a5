//! Other ways to say a query: by other names, by sound, by spelling.
//!
//! A variant puts other wordings in the place of some of the query's terms; the rest of the query holds as it is, and
//! phrases are never replaced. Names come from the notes' own glossaries, the topic vocabulary and the list of
//! people; sounds and spellings from the library's own words, so that a variant never asks for what is not there.

use std::collections::HashSet;
use std::ops::Range;

use super::SearchOptions;
use super::plan::Plan;
use super::terms::terms;
use crate::index::{Evidence, Filter, Index, LONGEST_SOUND, LookUp};
use crate::model::{Body, Kind};
use crate::text::{Script, normalise_text, readings, script, syllables};
use crate::topics;

/// The wordings that may stand for some of the wants of a plan.
pub(super) struct Variant {
    /// Which wants they replace.
    pub(super) wants: Range<usize>,
    /// Any of these will do instead. Normalised.
    pub(super) any: Vec<String>,
}

/// How many glossary rows are looked at for other names of one term.
const GLOSSARY_ROWS: usize = 40;
/// How many wordings by sound or spelling are tried for one term.
const WORDINGS: usize = 6;
/// The shortest word that may be a slip of the pen, in letters; shorter ones are one edit from everything.
const SHORTEST_TYPO: usize = 4;
/// The fewest letters that may be initials.
const FEWEST_INITIALS: usize = 3;

/// By other names: `MCP` and 模型上下文协议, `Jevons Paradox` and 杰文斯悖论, 奥特曼 and `Sam Altman`.
pub(super) fn by_name(
    index: &Index,
    plan: &Plan,
    options: &SearchOptions<'_>,
) -> anyhow::Result<Vec<Variant>> {
    let spans = plan.spans();
    let mut groups: Vec<Vec<String>> = topics::people()?;
    for topic in (options.vocabulary)()?.topics() {
        let names = [&topic.chinese, &topic.english, &topic.slug].into_iter().chain(&topic.aliases);
        groups.push(names.cloned().collect());
    }
    let mut groups: Vec<Vec<String>> =
        groups.iter().map(|names| names.iter().map(|name| normalise_text(name)).collect()).collect();
    for (_, text) in &spans {
        groups.extend(glossary_names(index, text)?);
    }
    let mut variants: Vec<Variant> = Vec::new();
    for (wants, text) in spans {
        let own: HashSet<&str> = plan.wants[wants.clone()]
            .iter()
            .flat_map(|want| want.any.iter().map(String::as_str))
            .chain([text.as_str()])
            .collect();
        let mut any: Vec<String> = Vec::new();
        for names in groups.iter().filter(|names| names.contains(&text)) {
            for name in names {
                if !own.contains(name.as_str()) && !any.contains(name) {
                    any.push(name.clone());
                }
            }
        }
        // A name within the query's own words would find what they found.
        any.retain(|name| !text.contains(name.as_str()));
        if !any.is_empty() {
            variants.push(Variant { wants, any });
        }
    }
    Ok(variants)
}

/// The names of each glossary row that has this one among its names.
fn glossary_names(index: &Index, text: &str) -> anyhow::Result<Vec<Vec<String>>> {
    let filter = Filter { kinds: vec![Kind::Term], ..Filter::default() };
    let all = vec![vec![Evidence::Run(text.to_owned())]];
    let rank = terms(text).into_iter().map(|term| (Evidence::Name(term), 1.0)).collect();
    let look_up = LookUp { all, rank, filter, ..LookUp::default() };
    let mut groups = Vec::new();
    for candidate in index.look_up(&look_up, GLOSSARY_ROWS)?.best {
        if let Body::Term(term) = index.fetch(&candidate)?.record.body {
            let names: Vec<String> =
                std::iter::once(&term.term).chain(&term.aliases).map(|name| normalise_text(name)).collect();
            if names.iter().any(|name| name == text) {
                groups.push(names);
            }
        }
    }
    Ok(groups)
}

/// By sound: pinyin or its initials for Latin terms that no record has, homophones for Chinese ones.
pub(super) fn by_sound(index: &Index, plan: &Plan) -> anyhow::Result<Vec<Variant>> {
    let mut variants = Vec::new();
    for (wants, text) in missing(index, plan)? {
        let any = if text
            .chars()
            .all(|character| character.is_ascii_lowercase() || matches!(character, ' ' | '\''))
        {
            typed(index, &text)?
        } else if text.chars().all(|character| script(character) == Script::Han) {
            homophones(index, &text)?
        } else {
            Vec::new()
        };
        if !any.is_empty() {
            variants.push(Variant { wants, any });
        }
    }
    Ok(variants)
}

/// Runs that a Latin text spells in pinyin, or else abbreviates.
fn typed(index: &Index, text: &str) -> anyhow::Result<Vec<String>> {
    let letters: String = text.chars().filter(char::is_ascii_lowercase).collect();
    let mut found: Vec<String> = Vec::new();
    for syllables in syllables(&letters) {
        let fits = |position: usize, character: char| readings(character).contains(&syllables[position]);
        found.extend(of_whole_words(index.runs_like(syllables.len(), WORDINGS * 4, &fits)?));
        if found.len() >= WORDINGS {
            break;
        }
    }
    if found.is_empty() && letters.len() >= FEWEST_INITIALS && !text.contains(' ') {
        let initials: Vec<char> = letters.chars().collect();
        let fits = |position: usize, character: char| {
            readings(character).iter().any(|reading| reading.starts_with(initials[position]))
        };
        found.extend(of_whole_words(index.runs_like(initials.len(), WORDINGS * 20, &fits)?));
    }
    found.truncate(WORDINGS);
    Ok(found)
}

/// Runs that are read as this one is but written otherwise.
fn homophones(index: &Index, text: &str) -> anyhow::Result<Vec<String>> {
    let sounds: Vec<Vec<String>> = text.chars().map(readings).collect();
    if sounds.len() > LONGEST_SOUND {
        return Ok(Vec::new());
    }
    let fits = |position: usize, character: char| {
        readings(character).iter().any(|reading| sounds[position].contains(reading))
    };
    let mut found = index.runs_like(sounds.len(), WORDINGS * 4, &fits)?;
    found.retain(|run| run != text);
    // The one that changes the fewest characters is most likely meant.
    found.sort_by_key(|run| run.chars().zip(text.chars()).filter(|(one, other)| one != other).count());
    found.truncate(WORDINGS);
    Ok(found)
}

/// Puts runs first that are whole words and no mere succession of characters.
fn of_whole_words(mut runs: Vec<String>) -> Vec<String> {
    let loose = |run: &String| {
        let words = crate::index::words(run);
        words.iter().filter(|word| run[(*word).clone()].chars().count() == 1).count()
    };
    runs.sort_by_key(loose);
    runs
}

/// By spelling: words of the library that are one edit from a Latin term that no record has.
pub(super) fn by_spelling(index: &Index, plan: &Plan) -> anyhow::Result<Vec<Variant>> {
    let mut variants = Vec::new();
    for (wants, text) in missing(index, plan)? {
        let is_word = text.chars().all(|character| script(character) == Script::Word);
        if is_word && text.chars().count() >= SHORTEST_TYPO {
            let mut any = index.spelled_like(&text)?;
            any.truncate(WORDINGS);
            if !any.is_empty() {
                variants.push(Variant { wants, any });
            }
        }
    }
    Ok(variants)
}

/// The spans of the query that no record has as they stand, and that are no phrases.
fn missing(index: &Index, plan: &Plan) -> anyhow::Result<Vec<(Range<usize>, String)>> {
    let mut missing = Vec::new();
    for (wants, text) in plan.spans() {
        let all = vec![vec![Evidence::Run(text.clone())]];
        if text.chars().count() > 1 && !index.any(&LookUp { all, ..LookUp::default() })? {
            missing.push((wants, text));
        }
    }
    Ok(missing)
}
