//! Other ways to say a query: by other names, by sound, by spelling.
//!
//! A variant puts other wordings in the place of some of the query's terms; the rest of the query holds as it is, and
//! phrases are never replaced. Names come from the notes' own glossaries, the topic vocabulary and the list of
//! people; sounds and spellings from the library's own words, so that a variant never asks for what is not there.

use std::collections::HashSet;
use std::ops::Range;

use super::options::SearchOptions;
use super::plan::{Plan, Replacement};
use crate::analysis::{name_terms, words};
use crate::model::{Body, Kind};
use crate::records::{Evidence, Filter, Foreseen, LONGEST_SOUND, LookUp, Records};
use crate::text::{Script, begun_syllables, normalise_text, readings, script, syllables};
use crate::topics::Vocabulary;

/// Other wordings for one or more stretches of a plan's wants.
pub(super) struct Variant {
    /// In order, none overlapping.
    pub(super) replacements: Vec<Replacement>,
}

impl Variant {
    /// Whether no want of the query, of this many, is left as it is.
    pub(super) fn replaces_all(&self, wants: usize) -> bool {
        self.replacements.iter().map(|replacement| replacement.wants.len()).sum::<usize>() == wants
    }
}

/// What trying variants will ask for.
pub(super) fn foreseen(variants: &[Variant]) -> Foreseen {
    let replacements = variants.iter().flat_map(|variant| &variant.replacements);
    Foreseen { frequencies: replacements.flat_map(|it| it.any.clone()).collect(), ..Foreseen::default() }
}

/// Each replacement by itself, and all that do not overlap at once: of two slips in a query, mending one is not
/// enough. The earlier ones go first.
fn variants(alone: Vec<Replacement>, together: &[Replacement]) -> Vec<Variant> {
    let mut at_once: Vec<Replacement> = Vec::new();
    for replacement in together {
        let wants = &replacement.wants;
        if at_once.iter().all(|known| known.wants.end <= wants.start || wants.end <= known.wants.start) {
            at_once.push(replacement.clone());
        }
    }
    at_once.sort_by_key(|replacement| replacement.wants.start);
    let mut variants: Vec<Variant> =
        alone.into_iter().map(|replacement| Variant { replacements: vec![replacement] }).collect();
    if at_once.len() > 1 {
        variants.push(Variant { replacements: at_once });
    }
    variants
}

/// How many glossary rows are looked at for other names of one term.
const GLOSSARY_ROWS: usize = 40;
/// How many wordings by sound or spelling are tried for one term.
const WORDINGS: usize = 6;
/// The shortest word that may be a slip of the pen, in letters; shorter ones are one edit from everything.
const SHORTEST_TYPO: usize = 4;
/// The fewest letters that may be initials.
const FEWEST_INITIALS: usize = 3;
/// The most letters that may be initials.
const MOST_INITIALS: usize = 8;
/// The most words of a query that has some: initials are typed for short, and a row of unknown words is a text from elsewhere.
const WORDS_WITH_INITIALS: usize = 2;
/// The longest Chinese word that may be written with other characters, in characters; longer ones are questions.
const LONGEST_HOMOPHONE: usize = 8;
/// The longest text, in characters, that is taken for one misheard or mistyped term.
const LONGEST_MISSING: usize = 40;
/// How many stretches of a query are taken for misheard or mistyped: where more are unknown it is a text from elsewhere.
const MOST_MISSING: usize = 8;

/// By other names: `MCP` and 模型上下文协议, `Jevons Paradox` and 杰文斯悖论, 奥特曼 and `Sam Altman`.
///
/// Where `whole` is set, only other names of the query as a whole are wanted; where `wide` is, what a topic is called of which
/// one is no more than an alias.
pub(super) fn by_name(
    records: &dyn Records,
    plan: &Plan,
    options: &SearchOptions<'_>,
    whole: bool,
    wide: bool,
) -> anyhow::Result<Vec<Variant>> {
    let mut spans = plan.spans();
    spans.retain(|(wants, _)| !whole || *wants == (0..plan.wants.len()));
    if spans.is_empty() {
        return Ok(Vec::new());
    }
    let other_names = OtherNames::new(records, options, spans.iter().map(|(_, text)| text.as_str()))?;
    other_names.foresee(spans.iter().map(|(_, text)| text.as_str()))?;
    let mut alone = Vec::new();
    let mut together = Vec::new();
    for (wants, text) in spans {
        let mut any = other_names.in_notes(&text)?;
        any.extend(other_names.of_topics(&text, wide));
        let mut seen = HashSet::new();
        any.retain(|name| seen.insert(name.clone()));
        if !any.is_empty() {
            // Where several parts have other names, a record may well use one part's own.
            let with_own = any.iter().cloned().chain([text]).collect();
            together.push(Replacement { wants: wants.clone(), any: with_own });
            alone.push(Replacement { wants, any });
        }
    }
    Ok(variants(alone, &together))
}

/// What else the library, its vocabulary and its people call things.
pub(super) struct OtherNames<'a> {
    records: &'a dyn Records,
    vocabulary: Vocabulary,
    has_glossary: bool,
}

impl<'a> OtherNames<'a> {
    /// Ready to be asked for these names.
    pub(super) fn new<'n>(
        records: &'a dyn Records,
        options: &SearchOptions<'_>,
        names: impl Iterator<Item = &'n str> + Clone,
    ) -> anyhow::Result<Self> {
        // Reading all of the vocabulary takes longer than the search itself.
        let vocabulary =
            if options.own_topics { (options.vocabulary)()? } else { Vocabulary::built_in_naming(names)? };
        let filter = Filter { kinds: vec![Kind::Term], ..Filter::default() };
        let has_glossary = records.any(&LookUp { filter, ..LookUp::default() })?;
        Ok(OtherNames { records, vocabulary, has_glossary })
    }

    /// Says which names will be asked for.
    fn foresee<'n>(&self, names: impl Iterator<Item = &'n str> + Clone) -> anyhow::Result<()> {
        self.records.foresee(&|| {
            let all: Vec<String> = names.clone().map(str::to_owned).collect();
            let rows = names.clone().filter(|_| self.has_glossary).map(|it| (rows_of(it), GLOSSARY_ROWS));
            let look_ups = rows.collect();
            Foreseen { names: all.clone(), things: all, look_ups, ..Foreseen::default() }
        })
    }

    /// What the notes and the list of people call the same.
    pub(super) fn in_notes(&self, text: &str) -> anyhow::Result<Vec<String>> {
        let mut any: Vec<String> = Vec::new();
        let people = people_names(self.records, text)?;
        let defined = if self.has_glossary { glossary_names(self.records, text)? } else { Vec::new() };
        let beside = self.records.names_beside(text)?.iter().map(|name| normalise_text(name)).collect();
        for name in [people, beside].into_iter().chain(defined).flatten() {
            // A name within the query's own words would find what they found.
            if !text.contains(&name) && !any.contains(&name) {
                any.push(name);
            }
        }
        Ok(any)
    }

    /// What a topic is called in the other language that has this name; where `wide` is set also one of its aliases, which may be
    /// narrower than the topic: who asks for GTM means no founders.
    pub(super) fn of_topics(&self, text: &str, wide: bool) -> Vec<String> {
        let topics = self.vocabulary.topics().iter().filter_map(|topic| {
            let proper = [&topic.chinese, &topic.english, &topic.slug].into_iter().map(String::as_str);
            if !wide && all_if_one_is(text, proper.clone()).is_none() {
                return None;
            }
            let names = proper.chain(topic.aliases.iter().map(String::as_str));
            all_if_one_is(text, names).map(|names| translations(text, &names))
        });
        topics.flatten().filter(|name| !text.contains(name)).collect()
    }
}

/// The names, normalised, of whoever has this one: those that mean them in any note.
fn people_names(records: &dyn Records, text: &str) -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    for key in records.persons_named(text)? {
        for name in records.person(key)?.names {
            if name.is_full || records.persons_named(&name.text)?.contains(&key) {
                names.push(normalise_text(&name.text));
            }
        }
    }
    Ok(names)
}

/// All these names, normalised, if one of them is this text. Most are told apart by their length alone, which
/// normalising keeps but for rare ligatures.
fn all_if_one_is<'n>(text: &str, names: impl Iterator<Item = &'n str> + Clone) -> Option<Vec<String>> {
    let length = text.chars().count();
    let is_it = |name: &str| name.chars().count() == length && normalise_text(name) == text;
    names.clone().any(is_it).then(|| names.map(normalise_text).collect())
}

/// Those of a topic's names that say it in the other language. In the same language they are what a reader may ask the
/// topic by (成本 and 延迟 for 推理), not other words for it.
fn translations(text: &str, names: &[String]) -> Vec<String> {
    let is_chinese = |name: &str| name.chars().any(|character| script(character) == Script::Han);
    names.iter().filter(|name| is_chinese(name) != is_chinese(text)).cloned().collect()
}

/// The names of each glossary row that has this one among its names.
fn glossary_names(records: &dyn Records, text: &str) -> anyhow::Result<Vec<Vec<String>>> {
    let mut groups = Vec::new();
    for candidate in records.look_up(&rows_of(text), GLOSSARY_ROWS)?.best {
        if let Body::Term(term) = records.fetch(&candidate)?.record.body {
            let names: Vec<String> =
                std::iter::once(&term.term).chain(&term.aliases).map(|name| normalise_text(name)).collect();
            if names.iter().any(|name| name == text) {
                groups.push(names);
            }
        }
    }
    Ok(groups)
}

/// The glossary rows that may have a name.
fn rows_of(text: &str) -> LookUp {
    let filter = Filter { kinds: vec![Kind::Term], ..Filter::default() };
    // What a row is called is indexed by these, and to look there costs far less than to look for the run.
    let pieces: Vec<&str> = name_terms(text).into_iter().map(|range| &text[range]).collect();
    let all = pieces.iter().map(|piece| vec![Evidence::Name((*piece).to_owned())]).collect();
    let rank = pieces.iter().map(|piece| (Evidence::Name((*piece).to_owned()), 1.0)).collect();
    LookUp { all, rank, filter, ..LookUp::default() }
}

/// By sound, where several Latin words are one term in pinyin, syllable by syllable: each alone occurs in many names.
pub(super) fn by_syllables(records: &dyn Records, plan: &Plan) -> anyhow::Result<Vec<Variant>> {
    // Of the last one only the beginning may be typed.
    let (whole, last) = plan.whole.rsplit_once(' ').unwrap_or(("", &plan.whole));
    let is_pinyin = whole.split(' ').all(|word| !syllables(word).is_empty())
        && (!syllables(last).is_empty() || !begun_syllables(&plan.whole.replace(' ', "")).is_empty());
    let all = 0..plan.wants.len();
    let is_phrase = plan.wants.iter().any(|want| want.phrase);
    let any = if is_pinyin && all.len() > 1 && !is_phrase {
        typed(records, &plan.whole, true)?
    } else {
        Vec::new()
    };
    let whole = if any.is_empty() { Vec::new() } else { vec![Replacement { wants: all, any }] };
    Ok(variants(whole, &[]))
}

/// By sound: homophones for Chinese terms that no record has, and where `spelled` is set pinyin or its initials for Latin ones.
pub(super) fn by_sound(records: &dyn Records, plan: &Plan, spelled: bool) -> anyhow::Result<Vec<Variant>> {
    let mut sounds: Vec<Replacement> = Vec::new();
    let is_han = |text: &str| text.chars().all(|character| script(character) == Script::Han);
    let abbreviates = plan.groups.len() <= WORDS_WITH_INITIALS;
    // A part of a longer word sounds like much that nobody means.
    let may_sound = |text: &str| match is_han(text) {
        true => plan.is_group(text) && text.chars().count() <= LONGEST_HOMOPHONE,
        false => spelled && may_be_typed(text, abbreviates),
    };
    for (wants, text) in missing(records, plan, may_sound)? {
        // A longer span says more than its parts.
        if sounds.iter().any(|known| known.wants.start < wants.end && wants.start < known.wants.end) {
            continue;
        }
        let any =
            if is_han(&text) { homophones(records, &text)? } else { typed(records, &text, abbreviates)? };
        if !any.is_empty() {
            sounds.push(Replacement { wants, any });
        }
    }
    let together = sounds.clone();
    Ok(variants(sounds, &together))
}

/// Whether a Latin text may be pinyin, the beginning of it or, where a query `abbreviates`, its initials.
fn may_be_typed(text: &str, abbreviates: bool) -> bool {
    let is_latin = text.chars().all(|character| character.is_ascii_lowercase() || " '".contains(character));
    let letters = letters_of(text);
    is_latin
        && (!syllables(&letters).is_empty()
            || !begun_syllables(&letters).is_empty()
            || abbreviates && may_be_initials(text))
}

fn letters_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_lowercase).collect()
}

/// Whether a word may be the initials of syllables, of which no Chinese one begins with i, u or v. One letter again and again
/// is none.
fn may_be_initials(text: &str) -> bool {
    (FEWEST_INITIALS..=MOST_INITIALS).contains(&text.len())
        && text.chars().all(|letter| letter.is_ascii_lowercase() && !matches!(letter, 'i' | 'u' | 'v'))
        && text.chars().any(|letter| !text.starts_with(letter))
}

/// Runs that a Latin text spells in pinyin, or else begins to spell, or else abbreviates, where a query does.
fn typed(records: &dyn Records, text: &str, abbreviates: bool) -> anyhow::Result<Vec<String>> {
    let letters = letters_of(text);
    let mut found = spelled(records, syllables(&letters), |reading, typed| reading == typed)?;
    // A word that is one slip from one of the library's was not begun in pinyin.
    if !found.is_empty() || !records.spelled_like(text)?.is_empty() {
        return Ok(found);
    }
    found = spelled(records, begun_syllables(&letters), |reading, typed| reading.starts_with(typed))?;
    if found.is_empty() && abbreviates && may_be_initials(text) {
        let initials: Vec<char> = letters.chars().collect();
        let fits = |character: char| {
            let read = readings(character);
            positions(initials.iter().map(|initial| read.iter().any(|reading| reading.starts_with(*initial))))
        };
        // Any run of characters has initials; only words are likely to be meant by theirs.
        found = records.words_like(initials.len(), WORDINGS, &fits)?;
    }
    found.truncate(WORDINGS);
    Ok(found)
}

/// Runs that are read in one of these ways, of which the last syllable `fits` a reading.
fn spelled(
    records: &dyn Records,
    ways: Vec<Vec<String>>,
    last_fits: fn(&str, &str) -> bool,
) -> anyhow::Result<Vec<String>> {
    let mut found: Vec<String> = Vec::new();
    for syllables in ways {
        let fits = |character: char| {
            let read = readings(character);
            positions(syllables.iter().enumerate().map(|(position, typed)| match position + 1 {
                end if end == syllables.len() => read.iter().any(|reading| last_fits(reading, typed)),
                _ => read.contains(&typed.as_str()),
            }))
        };
        found.extend(of_whole_words(records.runs_like(syllables.len(), WORDINGS * 4, &fits)?));
        if found.len() >= WORDINGS {
            break;
        }
    }
    found.truncate(WORDINGS);
    Ok(found)
}

/// Runs that are read as this one is but written otherwise.
fn homophones(records: &dyn Records, text: &str) -> anyhow::Result<Vec<String>> {
    let sounds: Vec<Vec<&str>> = text.chars().map(readings).collect();
    if sounds.len() > LONGEST_SOUND {
        return Ok(Vec::new());
    }
    let fits = |character: char| {
        let read = readings(character);
        positions(sounds.iter().map(|sounds| read.iter().any(|reading| sounds.contains(reading))))
    };
    let found = records.runs_like(sounds.len(), WORDINGS * 4, &fits)?;
    // Two characters are often read alike where one word ends and the next begins.
    let is_word = |run: &String| words(run).contains(&(0..run.len()));
    let changed = |run: &String| run.chars().zip(text.chars()).filter(|(one, other)| one != other).count();
    let is_slip = |run: &String| sounds.len() > 2 && changed(run) < sounds.len();
    let mut meant = Vec::with_capacity(found.len());
    for run in found {
        let is_meant =
            is_slip(&run) || is_word(&run) || changed(&run) < sounds.len() && is_bound(records, &run)?;
        if run != text && is_meant {
            meant.push(run);
        }
    }
    let mut found = meant;
    // The one that changes the fewest characters is most likely meant.
    found.sort_by_key(changed);
    found.truncate(WORDINGS);
    Ok(found)
}

/// Whether a run of two characters is most of what the rarer one stands in: so it is with names that no dictionary has.
fn is_bound(records: &dyn Records, run: &str) -> anyhow::Result<bool> {
    let mut rarer = usize::MAX;
    for character in run.chars() {
        rarer = rarer.min(records.frequency(character.encode_utf8(&mut [0; 4]))?);
    }
    Ok(records.frequency(run)? * 2 >= rarer)
}

/// A bit for each position in which a character fits.
fn positions(fits: impl Iterator<Item = bool>) -> u32 {
    fits.zip(0..).fold(0, |bits, (fits, position)| bits | u32::from(fits) << position)
}

/// Puts runs first that are whole words and no mere succession of characters.
fn of_whole_words(mut runs: Vec<String>) -> Vec<String> {
    let loose = |run: &String| {
        let words = words(run);
        words.iter().filter(|word| run[(*word).clone()].chars().count() == 1).count()
    };
    runs.sort_by_key(loose);
    runs
}

/// By spelling: words of the library that are one edit from a Latin term that no record has.
pub(super) fn by_spelling(records: &dyn Records, plan: &Plan) -> anyhow::Result<Vec<Variant>> {
    let mut spellings: Vec<Replacement> = Vec::new();
    let is_word = |text: &str| {
        text.chars().count() >= SHORTEST_TYPO
            && text.chars().all(|character| script(character) == Script::Word)
    };
    for (wants, text) in missing(records, plan, is_word)? {
        let mut any = records.spelled_like(&text)?;
        any.truncate(WORDINGS);
        if !any.is_empty() {
            spellings.push(Replacement { wants, any });
        }
    }
    let together = spellings.clone();
    Ok(variants(spellings, &together))
}

/// The first spans of the query that no record has as they stand, that are no phrases and that `may` lets pass, the longest
/// first.
fn missing(
    records: &dyn Records,
    plan: &Plan,
    may: impl Fn(&str) -> bool,
) -> anyhow::Result<Vec<(Range<usize>, String)>> {
    let mut missing = Vec::new();
    for (wants, text) in plan.spans() {
        let length = text.chars().count();
        let is_somebody = plan.wants[wants.clone()].iter().any(|want| !want.people.is_empty());
        if !(2..=LONGEST_MISSING).contains(&length) || is_somebody || !may(&text) {
            continue;
        }
        let all = vec![vec![Evidence::Run(text.clone())]];
        if !records.any(&LookUp { all, ..LookUp::default() })? {
            missing.push((wants, text));
            if missing.len() == MOST_MISSING {
                break;
            }
        }
    }
    Ok(missing)
}
