//! Which prediction a verdict is about: that of its id, else the one with its words, else the one whose words were made from
//! them.
//!
//! A wrong match would judge somebody for what they never said, so each step asks for more than the one before it: words anywhere
//! must be the same person's of the same day, where both are known; words that differ must be known to be the same
//! person's, must say the same ([`Change`]), must not have stood there already when the verdict was given, and no second claim
//! may come as near. What is found so is told, and what fits nowhere as well.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::change::{Change, Extent, Words};
use super::file::Line;
use crate::model::{Kind, RecordId, note_identity};
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
    /// The words for when it is to come true.
    pub horizon: Option<String>,
    /// The path of its note within the library.
    pub note: String,
}

/// A verdict that fits no prediction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// Its number among the verdicts.
    pub verdict: usize,
    /// Why.
    pub reason: StrayReason,
}

/// Why a verdict fits no prediction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StrayReason {
    /// None is near.
    Nothing,
    /// It fits several.
    Several,
    /// This one, which is near, stood there as another when the verdict was given.
    StoodBeside(String),
    /// This one, which is near, says something else, or may.
    SaysOtherwise(String),
}

/// Which verdicts are about which prediction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matches {
    /// The numbers of the verdicts on each prediction that has any, in the order of the file.
    pub verdicts: HashMap<RecordId, Vec<usize>>,
    /// Those whose prediction has other words now, each with these.
    pub followed: Vec<(usize, String)>,
    /// Those whose prediction is for another time now, each with its words.
    pub retimed: Vec<(usize, String)>,
    /// Those whose prediction is another person's now, or of another day, each with these.
    pub reassigned: Vec<(usize, String)>,
    /// Those that fit none, in the order of the file.
    pub strays: Vec<Stray>,
}

/// How much of the longer words must stand in both, in hundredths.
const NEAR: usize = 75;
/// Of shorter words, in tokens, at most one may differ, and the note must be the same: they are near to too many others.
const SHORTEST: usize = 8;
/// The fewest tokens that both must have.
const LEAST: usize = 3;
/// How much nearer the nearest must be than the next, in hundredths.
const LEAD: usize = 10;
/// A note has the same claim so many times at most.
const COPIES: u32 = 4;

/// Finds the prediction of each verdict among `claims`, which are all that the library has.
pub fn match_claims(lines: &[Line], claims: &[Claim]) -> Matches {
    let by_id: HashMap<RecordId, &Claim> = claims.iter().map(|claim| (claim.id, claim)).collect();
    let mut matches = Matches::default();
    let mut others: Vec<usize> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        match line.id.and_then(|id| by_id.get(&id)).filter(|claim| is_by_id(line, claim)) {
            Some(claim) => matches.verdicts.entry(claim.id).or_default().push(number),
            None => others.push(number),
        }
    }
    matches.retimed = retimed(lines, &matches.verdicts, &by_id);
    matches.reassigned = reassigned(lines, &matches.verdicts, &by_id);
    if others.is_empty() {
        return matches;
    }
    let mut known: Vec<Known<'_>> = claims.iter().map(Known::of).collect();
    // The same claim twice has its verdict once: where it has one already, else at the first.
    let key = |known: &Known<'_>| {
        let by: Vec<String> = known.claim.by.iter().map(|name| fold_text(name)).collect();
        let horizon = known.claim.horizon.as_deref().map(fold_text);
        (known.words.letters.clone(), by, known.claim.said, horizon)
    };
    let has_verdict = |claim: &Known<'_>| matches.verdicts.contains_key(&claim.claim.id);
    let mut seen: HashSet<_> = known.iter().filter(|claim| has_verdict(claim)).map(key).collect();
    known.retain(|claim| has_verdict(claim) || seen.insert(key(claim)));
    for number in others {
        let line = &lines[number];
        let words = Words::of(line.claim.as_deref().unwrap_or_default());
        let is_judged = |claim: &Known<'_>| matches.verdicts.contains_key(&claim.claim.id);
        let found = match same(line, &words, &known) {
            Found::None => near(line, &words, known.iter().filter(|claim| !is_judged(claim))),
            found => found,
        };
        let reason = match found {
            Found::Same(id) => {
                matches.verdicts.entry(id).or_default().push(number);
                continue;
            }
            Found::Changed(claim) => {
                matches.verdicts.entry(claim.id).or_default().push(number);
                matches.followed.push((number, claim.words.clone()));
                continue;
            }
            Found::None => StrayReason::Nothing,
            Found::Stray(reason) => reason,
        };
        matches.strays.push(Stray { verdict: number, reason });
    }
    matches.verdicts.values_mut().for_each(|numbers| numbers.sort_unstable());
    matches
}

/// Of the claims that a library has, those that come near to one of them, which might be taken for it when it is gone: their
/// words. Those of others and for another time that are the same count, too.
pub fn beside(judged: &Claim, claims: &[Claim]) -> Vec<String> {
    let own = Words::of(&judged.words);
    let mut found: Vec<String> = Vec::new();
    for claim in claims.iter().filter(|claim| claim.id != judged.id) {
        let words = Words::of(&claim.words);
        let is_copy =
            words.letters == own.letters && claim.by == judged.by && claim.horizon == judged.horizon;
        if !is_copy && own.is_near(&words) && !found.contains(&claim.words) {
            found.push(claim.words.clone());
        }
    }
    found
}

/// Whether a claim is the one of a verdict by its id.
pub fn is_by_id(line: &Line, claim: &Claim) -> bool {
    line.id == Some(claim.id) && !is_of_another_talk(line, claim) && !is_anothers_copy(line, claim)
}

/// Whether a claim is another person's and of another day: its note has the name of the one that was judged, and is another.
fn is_of_another_talk(line: &Line, claim: &Claim) -> bool {
    is_anothers(line, claim) && line.said.zip(claim.said).is_some_and(|(then, now)| then != now)
}

/// Whether a claim is known to be another person's.
fn is_anothers(line: &Line, claim: &Claim) -> bool {
    line.by.is_some() && !claim.by.is_empty() && !is_by(line, claim)
}

/// Whether a claim has a verdict's id only because the one before it in its note is gone, which had the same words: such ids
/// tell copies apart by their order.
fn is_anothers_copy(line: &Line, claim: &Claim) -> bool {
    if is_by(line, claim) && is_for(line, claim) {
        return false;
    }
    let own = Words::of(line.claim.as_deref().unwrap_or_default()).letters;
    line.beside.iter().flatten().any(|other| Words::of(other).letters == own)
}

/// The verdicts that count by their ids and were given for another time.
fn retimed(
    lines: &[Line],
    verdicts: &HashMap<RecordId, Vec<usize>>,
    by_id: &HashMap<RecordId, &Claim>,
) -> Vec<(usize, String)> {
    let letters = |time: &str| Words::of(time).letters;
    let mut found: Vec<(usize, String)> = Vec::new();
    for (id, numbers) in verdicts {
        let latest = numbers.iter().copied().max_by_key(|number| (lines[*number].verdict.on, *number));
        let now = by_id.get(id).and_then(|claim| claim.horizon.as_deref());
        if let Some((number, now)) = latest.zip(now)
            && lines[number].horizon.as_deref().is_some_and(|then| letters(then) != letters(now))
        {
            found.push((number, now.to_owned()));
        }
    }
    found.sort();
    found
}

/// The verdicts that count by their ids and were given on another person's claim, or on one of another day.
fn reassigned(
    lines: &[Line],
    verdicts: &HashMap<RecordId, Vec<usize>>,
    by_id: &HashMap<RecordId, &Claim>,
) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for (id, numbers) in verdicts {
        let latest = numbers.iter().copied().max_by_key(|number| (lines[*number].verdict.on, *number));
        let Some((number, claim)) = latest.zip(by_id.get(id)) else { continue };
        let line = &lines[number];
        let day = claim.said.filter(|now| line.said.is_some_and(|then| then != *now));
        let by = claim.by.last().filter(|_| is_anothers(line, claim));
        let now =
            by.cloned().into_iter().chain(day.map(|day| day.to_string())).collect::<Vec<_>>().join(", ");
        found.extend((!now.is_empty()).then_some((number, now)));
    }
    found.sort();
    found
}

/// A claim, prepared to be compared.
struct Known<'c> {
    claim: &'c Claim,
    words: Words,
}

impl<'c> Known<'c> {
    fn of(claim: &'c Claim) -> Known<'c> {
        Known { claim, words: Words::of(&claim.words) }
    }

    /// Whether it may be the same person's, of the same day: what is not known speaks against nothing.
    fn may_be(&self, line: &Line) -> bool {
        let is_day = line.said.zip(self.claim.said).is_none_or(|(one, other)| one == other);
        is_day && (line.by.is_none() || self.claim.by.is_empty() || is_by(line, self.claim))
    }
}

/// Whether a claim is known to be the same person's.
fn is_by(line: &Line, claim: &Claim) -> bool {
    let by = line.by.as_deref().map(fold_text);
    by.is_some_and(|by| claim.by.iter().any(|name| fold_text(name) == by))
}

/// Whether a claim is for the same time, as far as that was written down.
fn is_for(line: &Line, claim: &Claim) -> bool {
    line.horizon.is_none()
        || line.horizon.as_deref().map(fold_text) == claim.horizon.as_deref().map(fold_text)
}

enum Found<'c> {
    None,
    Same(RecordId),
    Changed(&'c Claim),
    Stray(StrayReason),
}

/// The claim with the same words.
fn same<'c>(line: &Line, words: &Words, known: &[Known<'c>]) -> Found<'c> {
    let fits = |known: &&Known<'c>| known.words.letters == words.letters && known.may_be(line);
    let mut fitting: Vec<&Known<'c>> = known.iter().filter(fits).collect();
    let stood_twice = line.beside.iter().flatten().any(|other| Words::of(other).letters == words.letters);
    if stood_twice || fitting.len() > 1 && fitting.iter().any(|known| is_for(line, known.claim)) {
        fitting.retain(|known| is_for(line, known.claim));
    }
    match fitting[..] {
        [] => Found::None,
        [only] => Found::Same(only.claim.id),
        _ => Found::Stray(StrayReason::Several),
    }
}

/// The claim whose words were made from these, if it is certain enough.
fn near<'k, 'c: 'k>(line: &Line, words: &Words, known: impl Iterator<Item = &'k Known<'c>>) -> Found<'c> {
    let stood: Vec<String> = line.beside.iter().flatten().map(|other| Words::of(other).letters).collect();
    let mut near: Vec<(usize, &Claim)> = Vec::new();
    let mut refused: Vec<(usize, StrayReason)> = Vec::new();
    for known in known.filter(|known| is_by(line, known.claim) && known.may_be(line)) {
        let (claim, change) = (known.claim, words.change(&known.words));
        let apart = |extent: Extent| extent.differing * 100 / extent.of.max(1);
        let refuse = |reason: fn(String) -> StrayReason| reason(claim.words.clone());
        match change {
            Change::Other => {}
            Change::Turned => refused.push((100, refuse(StrayReason::SaysOtherwise))),
            Change::Small(extent) | Change::Length(extent) => {
                // What stood beside it is not known of lines that were written by hand, or before that was written down.
                let is_sure = line.beside.is_some() || matches!(change, Change::Small(_));
                if stood.contains(&known.words.letters) {
                    refused.push((apart(extent), refuse(StrayReason::StoodBeside)));
                } else if is_sure && is_near_enough(line, claim, extent) {
                    near.push((apart(extent), claim));
                } else {
                    refused.push((apart(extent), refuse(StrayReason::SaysOtherwise)));
                }
            }
        }
    }
    near.sort_by_key(|(apart, _)| *apart);
    let nearest_refused = refused.into_iter().min_by_key(|(apart, _)| *apart);
    match near[..] {
        [] => nearest_refused.map_or(Found::None, |(_, reason)| Found::Stray(reason)),
        [(_, only)] => Found::Changed(only),
        [(first, nearest), (second, _), ..] if second - first >= LEAD => Found::Changed(nearest),
        _ => Found::Stray(StrayReason::Several),
    }
}

fn is_near_enough(line: &Line, claim: &Claim, extent: Extent) -> bool {
    let Extent { differing, of } = extent;
    let common = of - differing.min(of);
    common >= LEAST
        && if of < SHORTEST {
            differing <= 1 && stood_in(line, &claim.note)
        } else {
            common * 100 >= of * NEAR
        }
}

/// Whether the claim that was judged stood in this note: ids rest on the note and the words.
fn stood_in(line: &Line, note: &str) -> bool {
    let words = line.claim.as_deref().unwrap_or_default();
    let has_id = |identity: &str| {
        (0..COPIES).any(|copy| line.id == Some(RecordId::new(identity, Kind::Prediction, words, copy)))
    };
    has_id(&note_identity(note)) || has_id(note)
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
        let (words, by, note) = (words.to_owned(), vec![by.to_owned()], "a.md".to_owned());
        Claim { id, words, by, said: Some(DAY), horizon: None, note }
    }

    /// A verdict beside which nothing stood.
    fn line(id: &str, words: &str, by: Option<&str>, said: Option<Date>) -> Line {
        let verdict = Verdict { outcome: Outcome::Failed, on: None, source: None, note: None };
        let (claim, by) = (Some(words.to_owned()), by.map(str::to_owned));
        let (id, beside) = (RecordId::whole(id), Some(Vec::new()));
        Line { lines: 0..1, id, verdict, claim, by, said, horizon: None, beside }
    }

    /// The claims that a verdict finds, by the last digit of their ids; `?` for several that fit.
    #[track_caller]
    fn check(line: &Line, claims: &[Claim], expect: &str) {
        let matches = match_claims(std::slice::from_ref(line), claims);
        let mut found: Vec<String> = matches.verdicts.keys().map(|id| id.to_string().split_off(10)).collect();
        found.extend(
            matches.strays.iter().filter(|it| it.reason == StrayReason::Several).map(|_| "?".to_owned()),
        );
        assert_eq!(found.concat(), expect, "{line:?}");
    }

    #[test]
    fn a_note_that_took_the_name_of_another_has_not_its_verdicts() {
        let later = Claim { said: Some(date(2027, 1, 26)), ..claim("f0000000001", CLAIM, "乙") };
        let judged = line("f0000000001", CLAIM, Some("甲"), Some(DAY));
        check(&judged, std::slice::from_ref(&later), "");
        check(&judged, &[later.clone(), claim("f0000000002", CLAIM, "甲")], "2");
        // A name or a day that was put right is no other note.
        for mended in [Claim { by: vec!["甲".to_owned()], ..later }, claim("f0000000001", CLAIM, "乙")] {
            let matches = match_claims(std::slice::from_ref(&judged), &[mended]);
            assert_eq!(matches.verdicts.len(), 1);
            assert_eq!(matches.reassigned.len(), 1);
        }
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
        assert_eq!(matches.strays, [Stray { verdict: 2, reason: StrayReason::Nothing }]);
    }

    /// Why a verdict finds nothing.
    #[track_caller]
    fn lost(line: &Line, claims: &[Claim], reason: StrayReason) {
        let matches = match_claims(std::slice::from_ref(line), claims);
        assert_eq!(matches.strays, [Stray { verdict: 0, reason }], "{line:?}");
    }

    #[test]
    fn a_claim_that_stood_beside_the_judged_one_never_inherits() {
        const NEIGHBOUR: &str = "三年内港口的泊船将由无人船来全部完成了";
        let (judged, neighbour) = (claim("f0000000001", CLAIM, "甲"), claim("f0000000002", NEIGHBOUR, "甲"));
        let stood =
            beside(&judged, &[judged.clone(), neighbour.clone(), claim("f0000000003", "别的话", "甲")]);
        assert_eq!(stood, [] as [&str; 0], "全 turns it");
        let neighbour = claim("f0000000002", "三年内港口的泊船将由无人船编队完成", "甲");
        let stood = beside(&judged, &[judged.clone(), neighbour.clone()]);
        assert_eq!(stood, std::slice::from_ref(&neighbour.words));
        let given = Line { beside: Some(stood), ..line("f0000000001", CLAIM, Some("甲"), Some(DAY)) };
        lost(&given, std::slice::from_ref(&neighbour), StrayReason::StoodBeside(neighbour.words.clone()));
        // What stood there is not known of a line that was written before that was kept.
        let before = Line { beside: None, ..given.clone() };
        lost(&before, std::slice::from_ref(&neighbour), StrayReason::SaysOtherwise(neighbour.words.clone()));
        let same_but_for_particles = claim("f0000000004", "三年内港口泊船会由无人船完成", "甲");
        check(&before, &[same_but_for_particles], "4");
    }

    #[test]
    fn a_copy_of_another_or_for_another_time_has_no_part_in_the_verdict() {
        let at = |id: &str, by: &str, horizon: &str| Claim {
            horizon: Some(horizon.to_owned()),
            ..claim(id, CLAIM, by)
        };
        let judged = at("f0000000001", "甲", "2026年");
        for other in [at("f0000000002", "乙", "2026年"), at("f0000000002", "甲", "2027年")] {
            let stood = Some(beside(&judged, &[judged.clone(), other.clone()]));
            assert_eq!(stood, Some(vec![CLAIM.to_owned()]));
            let horizon = Some("2026年".to_owned());
            let given = Line { horizon, beside: stood, ..line("f0000000001", CLAIM, Some("甲"), Some(DAY)) };
            // The copy is the first in its note now, and has its id.
            let left = Claim { id: judged.id, ..other.clone() };
            check(&given, &[left], "");
            let swapped =
                [Claim { id: judged.id, ..other.clone() }, Claim { id: other.id, ..judged.clone() }];
            check(&given, &swapped, "2");
        }
    }

    #[test]
    fn a_short_claim_is_followed_within_its_note_by_a_character() {
        const SHORT: &str = "成本会降";
        let id = |note: &str, words: &str| RecordId::new(note, Kind::Prediction, words, 0).to_string();
        let given = line(&id("a.md", SHORT), SHORT, Some("甲"), Some(DAY));
        let now =
            |note: &str, words: &str| [Claim { note: note.to_owned(), ..claim("f0000000001", words, "甲") }];
        check(&given, &now("a.md", "成本会下降"), "1");
        for (note, words) in [("b.md", "成本会下降"), ("a.md", "成本会涨"), ("a.md", "成本不会降")]
        {
            check(&given, &now(note, words), "");
        }
    }

    #[test]
    fn a_claim_for_another_time_keeps_its_verdict_and_that_is_told() {
        let now = Claim { horizon: Some("2030年".to_owned()), ..claim("f0000000001", CLAIM, "甲") };
        let given = line("f0000000001", CLAIM, Some("甲"), Some(DAY));
        for (then, told) in [("2026年", vec![(0, "2030年".to_owned())]), ("2030 年", Vec::new())] {
            let given = Line { horizon: Some(then.to_owned()), ..given.clone() };
            assert_eq!(match_claims(&[given], std::slice::from_ref(&now)).retimed, told);
        }
    }
}
