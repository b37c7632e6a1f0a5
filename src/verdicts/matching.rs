//! Which prediction a verdict is about: that of its id, else the one with its words, else the one whose words are near.
//!
//! A wrong match would judge somebody for what they never said, so each step asks for more than the one before it: words anywhere
//! must be the same person's of the same day, where both are known; words that differ must be known to be the same
//! person's, must have the same numbers, negations and directions, and no second claim may come as near. What fits
//! nowhere is told.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::file::Line;
use crate::language::lexicon;
use crate::model::RecordId;
use crate::text::fold_text;

/// A prediction as the notes have it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Its id.
    pub id: RecordId,
    /// Its words.
    pub words: String,
    /// Who makes it: as the note has it, and by the one name of the library, as far as they are known.
    pub by: Vec<String>,
    /// The day it was said on.
    pub said: Option<Date>,
}

/// A verdict that fits no prediction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stray {
    /// Its number among the verdicts.
    pub verdict: usize,
    /// Whether it fits several.
    pub is_ambiguous: bool,
}

/// Which verdicts are about which prediction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matches {
    /// The numbers of the verdicts on each prediction that has any, in the order of the file.
    pub verdicts: HashMap<RecordId, Vec<usize>>,
    /// Those that fit none, in the order of the file.
    pub strays: Vec<Stray>,
}

/// How much of the longer words must stand in both.
const NEAR: f64 = 0.75;
/// How much nearer the nearest must be than the next.
const LEAD: f64 = 0.1;
/// Shorter words are near to too many others, in characters.
const SHORTEST: usize = 6;

/// Finds the prediction of each verdict among `claims`, which are all that the library has.
pub fn match_claims(lines: &[Line], claims: &[Claim]) -> Matches {
    let ids: HashSet<RecordId> = claims.iter().map(|claim| claim.id).collect();
    let mut matches = Matches::default();
    let mut others: Vec<usize> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        match line.id.filter(|id| ids.contains(id)) {
            Some(id) => matches.verdicts.entry(id).or_default().push(number),
            None => others.push(number),
        }
    }
    if others.is_empty() {
        return matches;
    }
    let mut known: Vec<Known<'_>> = claims.iter().map(Known::of).collect();
    // The same claim twice has its verdict once: where it has one already, else at the first.
    let key = |claim: &Known<'_>| {
        let by: Vec<String> = claim.claim.by.iter().map(|name| fold_text(name)).collect();
        (claim.letters.clone(), by, claim.claim.said)
    };
    let has_verdict = |claim: &Known<'_>| matches.verdicts.contains_key(&claim.claim.id);
    let mut seen: HashSet<_> = known.iter().filter(|claim| has_verdict(claim)).map(key).collect();
    known.retain(|claim| has_verdict(claim) || seen.insert(key(claim)));
    for number in others {
        let line = &lines[number];
        let letters = line.claim.as_deref().map(letters).unwrap_or_default();
        let is_judged = |claim: &Known<'_>| matches.verdicts.contains_key(&claim.claim.id);
        let found = match same(line, &letters, &known) {
            Found::None => near(line, &letters, known.iter().filter(|claim| !is_judged(claim))),
            found => found,
        };
        match found {
            Found::One(id) => matches.verdicts.entry(id).or_default().push(number),
            Found::None => matches.strays.push(Stray { verdict: number, is_ambiguous: false }),
            Found::Several => matches.strays.push(Stray { verdict: number, is_ambiguous: true }),
        }
    }
    matches.verdicts.values_mut().for_each(|numbers| numbers.sort_unstable());
    matches
}

/// A claim, prepared to be compared.
struct Known<'c> {
    claim: &'c Claim,
    letters: String,
}

impl<'c> Known<'c> {
    fn of(claim: &'c Claim) -> Known<'c> {
        Known { claim, letters: letters(&claim.words) }
    }

    /// Whether it may be the same person's, of the same day: what is not known speaks against nothing.
    fn may_be(&self, line: &Line) -> bool {
        let is_day = line.said.zip(self.claim.said).is_none_or(|(one, other)| one == other);
        is_day && (line.by.is_none() || self.claim.by.is_empty() || self.is_by(line))
    }

    /// Whether it is known to be the same person's.
    fn is_by(&self, line: &Line) -> bool {
        let by = line.by.as_deref().map(fold_text);
        by.is_some_and(|by| self.claim.by.iter().any(|name| fold_text(name) == by))
    }
}

enum Found {
    None,
    One(RecordId),
    Several,
}

/// The claim with the same words.
fn same(line: &Line, letters: &str, known: &[Known<'_>]) -> Found {
    let mut fitting = known.iter().filter(|claim| claim.letters == letters && claim.may_be(line));
    match (fitting.next(), fitting.next()) {
        (None, _) => Found::None,
        (Some(only), None) => Found::One(only.claim.id),
        _ => Found::Several,
    }
}

/// The claim whose words are nearest, if they are near enough.
fn near<'k>(line: &Line, letters: &str, known: impl Iterator<Item = &'k Known<'k>>) -> Found {
    if letters.chars().count() < SHORTEST {
        return Found::None;
    }
    let turning = turning(letters);
    let fitting = known.filter(|claim| claim.is_by(line) && claim.may_be(line));
    let mut near: Vec<(f64, RecordId)> = fitting
        .map(|claim| (strsim::normalized_levenshtein(letters, &claim.letters), claim))
        .filter(|(likeness, claim)| *likeness >= NEAR && self::turning(&claim.letters) == turning)
        .map(|(likeness, claim)| (likeness, claim.claim.id))
        .collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0));
    match near[..] {
        [] => Found::None,
        [(_, only)] => Found::One(only),
        [(first, nearest), (second, _), ..] if first - second >= LEAD => Found::One(nearest),
        _ => Found::Several,
    }
}

/// What is left of words without their marks, in whatever script and width they are.
fn letters(words: &str) -> String {
    fold_text(words).chars().filter(|character| character.is_alphanumeric()).collect()
}

/// The characters of a claim that turn it into another, in whatever order; a number as it is.
fn turning(letters: &str) -> (Vec<&str>, Vec<char>) {
    let mut numbers: Vec<&str> = letters
        .split(|character: char| !character.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .collect();
    numbers.sort_unstable();
    let mut characters: Vec<char> =
        letters.chars().filter(|character| lexicon::TURNING_CLAIMS.contains(*character)).collect();
    characters.sort_unstable();
    (numbers, characters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdicts::{Outcome, Verdict};
    use jiff::civil::date;

    const DAY: Date = date(2026, 1, 26);
    const CLAIM: &str = "三年内港口的泊船将由无人船完成";

    fn claim(id: &str, words: &str, by: &str) -> Claim {
        let id = RecordId::whole(id).unwrap();
        Claim { id, words: words.to_owned(), by: vec![by.to_owned()], said: Some(DAY) }
    }

    fn line(id: &str, words: &str, by: Option<&str>, said: Option<Date>) -> Line {
        let verdict = Verdict { outcome: Outcome::Failed, on: None, source: None, note: None };
        let (claim, by) = (Some(words.to_owned()), by.map(str::to_owned));
        Line { lines: 0..1, id: RecordId::whole(id), verdict, claim, by, said }
    }

    /// The claims that a verdict finds, by the last digit of their ids; `?` for several that fit.
    #[track_caller]
    fn check(line: &Line, claims: &[Claim], expect: &str) {
        let matches = match_claims(std::slice::from_ref(line), claims);
        let mut found: Vec<String> = matches.verdicts.keys().map(|id| id.to_string().split_off(10)).collect();
        found.extend(matches.strays.iter().filter(|stray| stray.is_ambiguous).map(|_| "?".to_owned()));
        assert_eq!(found.concat(), expect, "{line:?}");
    }

    #[test]
    fn an_id_says_it_all() {
        let claims = [claim("f0000000001", "别的话", "乙"), claim("f0000000002", CLAIM, "甲")];
        check(&line("f0000000001", CLAIM, Some("甲"), None), &claims, "1");
    }

    #[test]
    fn the_same_words_are_found_anywhere_unless_they_are_anothers_or_of_another_day() {
        let claims = [claim("f0000000001", "三年内，港口的泊船將由無人船完成。", "甲")];
        check(&line("f0000000009", CLAIM, Some("甲"), Some(DAY)), &claims, "1");
        check(&line("f0000000009", CLAIM, None, None), &claims, "1");
        check(&line("", CLAIM, Some("甲"), None), &claims, "1");
        check(&line("f0000000009", CLAIM, Some("乙"), Some(DAY)), &claims, "");
        check(&line("f0000000009", CLAIM, Some("甲"), Some(date(2024, 1, 26))), &claims, "");
    }

    #[test]
    fn a_copy_has_the_verdict_once_and_two_peoples_words_have_none() {
        let copies = [claim("f0000000001", CLAIM, "甲"), claim("f0000000002", CLAIM, "甲")];
        check(&line("f0000000009", CLAIM, Some("甲"), Some(DAY)), &copies, "1");
        let two = [claim("f0000000001", CLAIM, "甲"), claim("f0000000002", CLAIM, "乙")];
        check(&line("f0000000009", CLAIM, None, Some(DAY)), &two, "?");
    }

    #[test]
    fn words_that_were_mended_are_found_and_other_claims_are_not() {
        let near = |words: &str, by: &str| [claim("f0000000001", words, by)];
        let given = line("f0000000009", CLAIM, Some("甲"), Some(DAY));
        check(&given, &near("三年内港口泊船将由无人船来完成", "甲"), "1");
        check(&given, &near("三年内港口泊船将由无人船来完成", "乙"), "");
        for other in [
            "三年内大多港口的泊船将由无人船完成",
            "五年内港口的泊船将由无人船完成",
            "三年内港口的泊船将不由无人船完成",
            "三年内机场的调度将由人工智能完成",
        ] {
            check(&given, &near(other, "甲"), "");
        }
        let both = [
            claim("f0000000001", "三年内港口泊船将由无人船完成", "甲"),
            claim("f0000000002", "三年内港口的泊船会由无人船完成", "甲"),
        ];
        check(&given, &both, "?");
    }

    #[test]
    fn a_claim_that_is_judged_by_its_id_takes_the_same_words_but_no_near_ones() {
        let claims = [claim("f0000000001", CLAIM, "甲")];
        let judged = line("f0000000001", CLAIM, Some("甲"), Some(DAY));
        let again = line("f0000000009", CLAIM, Some("甲"), Some(DAY));
        let near = line("f0000000008", "三年内港口泊船将由无人船来完成", Some("甲"), Some(DAY));
        let matches = match_claims(&[judged, again, near], &claims);
        assert_eq!(matches.verdicts[&claims[0].id], [0, 1]);
        assert_eq!(matches.strays, [Stray { verdict: 2, is_ambiguous: false }]);
    }
}
