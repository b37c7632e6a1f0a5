//! What a query in English is called in Chinese.
//!
//! Each of its content words becomes one want with several wordings: the word itself where the library has it, what the
//! library's own notes, people and topics call it, or else what the dictionary has for it, as far as the library has that.
//! The longest stretches of words go first. However many wordings a word has, it counts once, and each wording as if it
//! were as frequent as the most frequent of them: a rare synonym says no more than a usual one.
//!
//! A name that the notes write in Latin stays what it is.

use super::options::SearchOptions;
use super::plan::{Plan, Want};
use super::planning::{EVERYDAY, NAMED, is_han, rarity, rarity_of_one, tells};
use super::query::Query;
use super::rank::{CONTEXT, NAME};
use super::terms::{is_everyday_word, is_function_word};
use super::variants::OtherNames;
use crate::analysis::{han_pairs, words};
use crate::dictionary::{Translation, base_forms, translations};
use crate::language::lexicon::ASKING_IN_ENGLISH;
use crate::records::{Evidence, LookUp, Records};
use crate::text::{Script, normalise_text, script};

/// The most headwords for one word; the most frequent ones are kept.
const WORDINGS: usize = 12;
/// The most words that may together have a name.
const LONGEST: usize = 4;
/// The longest query that is looked at, in words: nobody types more, and what is pasted is found as it is.
const LONGEST_QUERY: usize = 64;
/// How many records are looked at to see how they write a name.
const SAMPLES: usize = 3;
/// A word with a capital that as many records have is a name there.
const OFTEN: usize = 5;

/// The query in Chinese; `None` where it is not in English, or nothing of it has another wording.
pub(super) fn by_dictionary(
    records: &dyn Records,
    query: &Query,
    plan: &Plan,
    options: &SearchOptions<'_>,
) -> anyhow::Result<Option<Plan>> {
    let is_han = |text: &String| text.chars().any(|character| script(character) == Script::Han);
    // Words that only ask may be Chinese: `neural search 是什么`.
    let is_english = !plan.wants.iter().any(|want| want.any.iter().any(is_han))
        && plan.groups.iter().any(|group| group.chars().filter(char::is_ascii_alphabetic).count() > 1);
    if !is_english || plan.wants.len() > LONGEST_QUERY {
        return Ok(None);
    }
    let translator = Translator::new(records, query, plan, options)?;
    let wants = translator.wants()?;
    if !wants.iter().any(|want| want.any.iter().any(is_han)) {
        return Ok(None);
    }
    let instead: Vec<String> =
        wants.iter().filter(|want| want.any.iter().any(is_han)).map(|want| want.any.join(" OR ")).collect();
    let mut best = Vec::new();
    for want in &wants {
        best.extend(best_of(records, want)?);
    }
    Ok(Some(Plan {
        defined: Vec::new(),
        introduced: None,
        number: plan.number,
        asks_opinion: plan.asks_opinion,
        aspect: plan.aspect,
        exact: Vec::new(),
        whole: String::new(),
        instead: Some(instead.join(", ")),
        groups: wants.iter().map(|want| want.any.join(" ")).collect(),
        evidence: Vec::new(),
        best,
        wants,
        left_out: 0,
    }))
}

struct Translator<'a> {
    records: &'a dyn Records,
    query: &'a Query,
    /// The query's own wants.
    own: &'a [Want],
    /// The word of each want that is one, else what no dictionary has.
    words: Vec<&'a str>,
    names: OtherNames<'a>,
    dictionary: Vec<Translation>,
}

/// How a word was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Typed {
    Small,
    /// With a capital where a sentence or title has one anyway.
    Begins,
    Capital,
}

impl<'a> Translator<'a> {
    fn new(
        records: &'a dyn Records,
        query: &'a Query,
        plan: &'a Plan,
        options: &SearchOptions<'_>,
    ) -> anyhow::Result<Self> {
        let words: Vec<&str> = plan
            .wants
            .iter()
            .map(|want| match want.any.as_slice() {
                [word] if !want.phrase && !word.contains(' ') => word.trim_matches(['-', '\'']),
                _ => "\0",
            })
            .collect();
        let forms: Vec<String> = words.iter().flat_map(|word| base_forms(word)).collect();
        let texts = spans_of(&words).chain(forms);
        let texts: Vec<String> = texts.filter(|text| !text.contains('\0')).collect();
        let names = OtherNames::new(records, options, texts.iter().map(String::as_str))?;
        let dictionary = translations(&words)?;
        Ok(Translator { records, query, own: &plan.wants, words, names, dictionary })
    }

    /// The wants in Chinese, in the order of the query.
    fn wants(&self) -> anyhow::Result<Vec<Want>> {
        let count = self.words.len();
        let mut taken = vec![false; count];
        let mut wants: Vec<(usize, Want)> = Vec::new();
        for length in (1..=LONGEST.min(count)).rev() {
            for start in 0..=count - length {
                let place = start..start + length;
                let free = place.clone().all(|at| !taken[at] && self.words[at] != "\0");
                if !free || place.clone().all(|at| is_empty_word(self.words[at])) {
                    continue;
                }
                let any = self.wordings(start, length)?;
                if !any.is_empty() {
                    taken[place.clone()].fill(true);
                    wants.push((start, self.want(start, length, any)));
                }
            }
        }
        for (at, own) in self.own.iter().enumerate() {
            if self.words[at] == "\0" {
                let mut want = own.clone();
                for name in if own.people.is_empty() { Vec::new() } else { self.names.in_notes(&own.name)? } {
                    if !want.any.contains(&name) {
                        want.any.push(name);
                    }
                }
                wants.push((at, want));
            } else if !taken[at] && !is_empty_word(self.words[at]) {
                let word = self.words[at].to_owned();
                wants.push((at, Want { any: vec![word.clone()], name: word, ..own.clone() }));
            }
        }
        wants.sort_by_key(|(at, _)| *at);
        let mut weighed = Vec::with_capacity(wants.len());
        for (at, want) in wants {
            weighed.push(self.weighed(at, want)?);
        }
        Ok(weighed)
    }

    /// A want with what finding it says. A word with a capital that is no everyday one is the name of something.
    fn weighed(&self, at: usize, want: Want) -> anyhow::Result<Want> {
        let rarity = rarity(self.records, &want.any)?.min(rarity_of_one(self.records.len()));
        let is_common = want.name.split(' ').all(is_everyday_word);
        let is_name = !want.people.is_empty()
            || (self.words[at] != "\0"
                && self.typed(self.words[at]) == Typed::Capital
                && !is_common
                && !want.any.iter().any(|wording| wording.chars().any(is_han))
                && self.records.frequency(&want.any[0])? > 0
                && tells(self.records, rarity));
        // One that nobody here has heard of is no less what is asked about; other words may have none for them here.
        let is_unheard = !want.may_occur
            && !is_common
            && self.words[at] != "\0"
            && self.typed(self.words[at]) == Typed::Capital;
        let factor = if is_name || is_unheard {
            NAMED
        } else if is_common {
            EVERYDAY
        } else {
            1.0
        };
        Ok(Want { weight: rarity * factor, is_name, may_occur: !is_unheard, ..want })
    }

    fn want(&self, start: usize, length: usize, any: Vec<String>) -> Want {
        let own = &self.own[start];
        // `Jobs` may be somebody; jobs are not.
        let people = if length == 1 && self.is_common(start) { Vec::new() } else { own.people.clone() };
        let name = self.words[start..start + length].join(" ");
        Want { any, name, people, may_occur: true, ..own.clone() }
    }

    /// What a stretch of words may be called in the library; nothing if that is only what it is called already, unless it
    /// is a name that the notes write so.
    fn wordings(&self, start: usize, length: usize) -> anyhow::Result<Vec<String>> {
        let words = &self.words[start..start + length];
        let text = words.join(" ");
        let frequency = self.records.frequency(&text)?;
        let is_name = length > 1
            && frequency > 0
            && (frequency >= OFTEN || words.iter().all(|word| self.typed(word) != Typed::Small))
            && !words.iter().any(|word| is_empty_word(word))
            && self.is_name(&text)?;
        let mut any = Vec::new();
        for form in self.forms(words) {
            any = self.names.in_notes(&form)?;
            any.retain(|name| name.chars().any(|character| script(character) == Script::Han));
            if !any.is_empty() {
                break;
            }
        }
        if any.is_empty() {
            any = self.headwords(start, length, frequency)?;
        }
        // What the dictionary knows by other words than the library has is not there.
        let is_known = self.dictionary.iter().any(|found| found.words == (start..start + length));
        if any.is_empty() && !is_known {
            any = self
                .forms(words)
                .iter()
                .flat_map(|form| self.names.of_topics(form, frequency == 0))
                .collect();
            any.dedup();
        }
        if (is_name || !any.is_empty()) && frequency > 0 && !any.contains(&text) {
            any.insert(0, text);
        }
        Ok(any)
    }

    /// A stretch of words with each basic form of its last one.
    fn forms(&self, words: &[&str]) -> Vec<String> {
        let Some((last, before)) = words.split_last() else { return Vec::new() };
        let with = |form: String| before.iter().copied().chain([form.as_str()]).collect::<Vec<_>>().join(" ");
        base_forms(last).into_iter().map(with).collect()
    }

    /// The headwords of the dictionary that the library has, the most frequent first.
    fn headwords(&self, start: usize, length: usize, frequency: usize) -> anyhow::Result<Vec<String>> {
        let place = start..start + length;
        let Some(found) = self.dictionary.iter().find(|found| found.words == place) else {
            return Ok(Vec::new());
        };
        let (headwords, names) = (found.headwords.iter(), found.names.iter());
        let meant: Vec<&String> = match self.typed(self.words[start]) {
            Typed::Small if headwords.len() > 0 => headwords.collect(),
            // Of several words (`World Cup`) the dictionary has the usual name in small letters as often.
            Typed::Capital if length == 1 && (names.len() > 0 || frequency >= OFTEN) => names.collect(),
            _ => headwords.chain(names).collect(),
        };
        let mut counted: Vec<(usize, String)> = Vec::new();
        for word in meant {
            let word = normalise_text(word);
            let frequency = self.records.frequency(&word)?;
            if frequency > 0 {
                counted.push((frequency, word));
            }
        }
        counted.sort_by_key(|(frequency, _)| std::cmp::Reverse(*frequency));
        counted.truncate(WORDINGS);
        Ok(counted.into_iter().map(|(_, word)| word).collect())
    }

    /// Whether a word was typed small and is an everyday one.
    fn is_common(&self, at: usize) -> bool {
        let is_one = |found: &Translation| found.words == (at..at + 1) && !found.headwords.is_empty();
        self.typed(self.words[at]) == Typed::Small && self.dictionary.iter().any(is_one)
    }

    /// How a word stands in the query.
    fn typed(&self, word: &str) -> Typed {
        let trimmed = |word: &'a str| word.trim_matches(|edge: char| !edge.is_alphanumeric());
        let tokens: Vec<&str> = self.query.typed.split_whitespace().map(trimmed).collect();
        let is_capital = |token: &&str| token.chars().next().is_some_and(char::is_uppercase);
        let at = tokens.iter().position(|token| normalise_text(token) == word);
        match at {
            Some(at) if is_capital(&tokens[at]) => {
                let others = tokens.iter().filter(|token| !is_empty_word(&normalise_text(token)));
                let is_title = tokens.len() > 2 && others.clone().all(is_capital);
                let is_shouted = tokens[at].chars().skip(1).any(char::is_uppercase);
                if (at == 0 || is_title) && !is_shouted { Typed::Begins } else { Typed::Capital }
            }
            _ => Typed::Small,
        }
    }

    /// Whether records write every word of this with a capital.
    fn is_name(&self, text: &str) -> anyhow::Result<bool> {
        let all = vec![vec![Evidence::Run(text.to_owned())]];
        let look_up = LookUp { all, ..LookUp::default() };
        if !self.records.any(&look_up)? {
            return Ok(false);
        }
        let title: Vec<&str> = text.split(' ').collect();
        for candidate in self.records.look_up(&look_up, SAMPLES)?.best {
            let record = self.records.fetch(&candidate)?.record;
            for piece in crate::analysis::own_words(&record) {
                let written: Vec<&str> = piece
                    .split(|character| script(character) != Script::Word)
                    .filter(|word| !word.is_empty())
                    .collect();
                let is_it = |run: &[&str]| {
                    run.iter().zip(&title).all(|(written, word)| {
                        !written.starts_with(char::is_lowercase) && normalise_text(written) == *word
                    })
                };
                if written.windows(title.len()).any(is_it) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }
}

/// All stretches of words that may have a name.
fn spans_of<'w>(words: &'w [&str]) -> impl Iterator<Item = String> + 'w {
    (0..words.len()).flat_map(move |start| {
        (start + 1..=words.len().min(start + LONGEST)).map(move |end| words[start..end].join(" "))
    })
}

/// Whether a word shows how a question is built rather than what it is about.
fn is_empty_word(word: &str) -> bool {
    is_function_word(word)
        || ASKING_IN_ENGLISH.contains(word)
        || !word.chars().any(char::is_alphanumeric)
        || word.split(['\'', '’']).next().is_some_and(|stem| stem != word && is_function_word(stem))
}

/// What a want is scored by: the best of its wordings in a record's own words, in its name and in the headings above.
pub(super) fn best_of(records: &dyn Records, want: &Want) -> anyhow::Result<Vec<Vec<(Evidence, f32)>>> {
    let (mut own, mut named, mut context) = (Vec::new(), Vec::new(), Vec::new());
    for text in &want.any {
        // As if each were as frequent as the most frequent.
        let factor = want.weight / rarity(records, std::slice::from_ref(text))?.max(f32::MIN_POSITIVE);
        let is_word = text.chars().all(|character| script(character) == Script::Word);
        let evidence = if is_word { Evidence::Word(text.clone()) } else { Evidence::Run(text.clone()) };
        own.push((evidence, factor));
        let pairs = han_pairs(text);
        let parts = if pairs.is_empty() { words(text) } else { pairs };
        for part in parts {
            named.push((Evidence::Name(text[part.clone()].to_owned()), NAME * factor));
            context.push((Evidence::Context(text[part].to_owned()), CONTEXT * factor));
        }
    }
    own.extend(want.people.iter().map(|person| (Evidence::By(person.key), want.weight)));
    Ok(vec![own, named, context])
}
