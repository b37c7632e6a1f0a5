//! Words quoted at the end of a sentence that tells who says them.
//!
//! ```text
//! told   = ( clause "，" )* ( clause ( "，" | "：" ) | deed "：" ) speech        ; the speech ends the line
//! clause = ordinal? conjunction? ( name | "他" | "她" ) … verb of saying
//!        | a phrase of `attributing`                               ; `据李明的说法`, `According to Li Ming`
//! deed   = ( name | "他" | "她" ) … particle                       ; `李明叹了口气`: the speech is a sentence
//!        | name gesture "，"?                                     ; `李明不以为然，“……”`
//!        | ordinal? "句话" "就"? "是"                              ; `李明登场，第一句话是`
//! ```
//!
//! `李明则认为，“规模不是护城河。”` speaks as surely as `李明：“……”` does. A sentence that goes on after the words is prose.

use crate::language::{attributing, clause, reported};
use crate::parse::syntax::quotation::{self, Speech};
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::pronouns;
use crate::parse::turns::utterance::{Group, LeadInAfter, Says, Spoken, Utterance, Voice};
use crate::text::marks;

pub(super) fn read(reading: &Reading<'_, '_>, _: &Open<'_>) -> Option<Utterance> {
    /// Fewer characters in marks may be a word, unless they are a sentence behind somebody's name and a colon.
    const FEWEST: usize = 6;
    const FEWEST_OF_SENTENCE: usize = 3;
    let line = reading.line;
    let text = line.text();
    let open = marks::first_opening_quotation(text)?;
    let lead = text[..open].trim_end();
    let before = lead.trim_end_matches(['，', ',', '：', ':']);
    let clause = before.rsplit(['，', ',', '；', '。', '！', '？']).next().unwrap_or(before).trim();
    if before == lead {
        return None;
    }
    let is_alone = before.trim() == clause;
    let clause = clause::without_ordinal(clause);
    let is_saying = clause::ends_in_saying(clause) || attributing::name(clause).is_some();
    let is_behind_colon = lead.ends_with(['：', ':']);
    if !is_saying && !is_behind_colon && !clause::ends_in_gesture(clause) {
        return None;
    }
    let speech = quotation::read(&text[open..], true, &|_| false);
    let Speech::Whole { words, .. } = &speech else { return None };
    let quoted = text[open..][words.clone()].trim_end();
    let is_sentence = quoted.ends_with(['。', '！', '？', '…', '!', '?', '.']);
    let is_short = is_behind_colon && is_sentence && !clause::is_said_by_pronoun(clause);
    let fewest = if is_short { FEWEST_OF_SENTENCE } else { FEWEST };
    // A closing mark within the words: the sentence goes on between several of them.
    if quoted.chars().count() < fewest || quotation::is_interrupted(&text[open..]) {
        return None;
    }
    // Without a verb of saying only a sentence is surely said.
    if !is_saying && !is_sentence {
        return None;
    }
    // Of prose all of the note is asked, so this comes last.
    let voice = match is_saying {
        true => said(reading, before, clause)?,
        false => done(reading, before, clause)?,
    };
    let start = line.range.start + open;
    Some(Utterance::Says(Says {
        spoken: Spoken::Marked { speech, range: start..line.range.end },
        voice: Voice { told_to_ask: clause::ends_in_asking(clause), ..voice },
        before: (!is_alone).then_some(line.range.start..start),
        group: Group::NewOutsideBlockquote,
        goes_on: false,
        lead_in: LeadInAfter::Ended,
    }))
}

/// Who says words by the verb that ends a clause.
fn said(reading: &Reading<'_, '_>, before: &str, clause: &str) -> Option<Voice> {
    let cast = reading.cast;
    // `李明念完信，说：`: an earlier clause has the subject; but that of `记者追问时，她说：` is somebody else.
    let subject = || {
        let clauses = before.rsplit(['。', '！', '？']).next()?.rsplit(['，', ',', '；']);
        let mut clauses = clauses.skip(1).filter(|clause| !clause::is_of_time(clause));
        clauses.find_map(|clause| {
            let bare = clause::without_conjunction(clause);
            // 于是之 is somebody, though 于是 joins clauses.
            cast.speaking_at(clause.trim())
                .or_else(|| cast.subject(bare))
                .or_else(|| reading.context.told_of(bare))
        })
    };
    let told_of = || reading.context.told_of(clause::without_conjunction(clause));
    let by_subject = || subject().filter(|_| clause::has_no_subject(clause));
    // `Brandt想了很久才回答`
    let whole = || cast.subject(clause::without_conjunction(clause));
    let teller = reported::cited(clause).or_else(|| cast.teller(clause)).or_else(told_of);
    match teller.or_else(by_subject).or_else(whole) {
        Some(name) if reported::gives_words_to(clause, name) => Some(Voice::named(name)),
        Some(_) => Some(Voice::of_others()),
        None if clause::is_said_by_pronoun(clause) && clause::has_nameless_subject(clause) => {
            Some(Voice::of_others())
        }
        None if clause::is_said_by_pronoun(clause) => Some(of_pronoun(reading, before, clause)),
        None if clause::is_of_somebody_of_theirs(clause) => Some(Voice::of_others()),
        // `用他的话说`
        None if attributing::name(clause).is_some_and(clause::is_pronoun) => {
            Some(of_pronoun(reading, before, clause))
        }
        // `省渔业协会的一位负责人表示`
        None if clause.split('的').any(clause::is_somebody_unnamed) => Some(Voice::of_others()),
        None => cast.office_of_teller(clause).map(|office| match office.contains('的') {
            // `李明的助手解释称`
            true => Voice::of_others(),
            false => Voice::named(office),
        }),
    }
}

/// Who says words before which a clause tells what they do: `李明算了一笔账：“……”`.
fn done(reading: &Reading<'_, '_>, before: &str, clause: &str) -> Option<Voice> {
    if clause::is_of_one_sentence(clause) {
        return said(reading, before, "说");
    }
    if clause::points_at_words_of_pronoun(clause) {
        return Some(of_pronoun(reading, before, clause));
    }
    let clause = clause::without_conjunction(clause);
    if let Some(behind) = clause.strip_prefix(['他', '她']).filter(|_| clause::is_said_by_pronoun(clause)) {
        return clause::is_deed_before_words(behind).then(|| of_pronoun(reading, before, clause));
    }
    let name = reading.cast.subject(clause).or_else(|| reading.context.told_of(clause))?;
    let behind = &clause[clause.find(name)? + name.len()..];
    // `李明脱口而出`, who takes part
    let may_be_deed = || reading.cast.is_presented(name) && clause::may_be_deed(behind);
    (clause::is_deed_before_words(behind) || may_be_deed()).then(|| Voice::named(name))
}

fn of_pronoun(reading: &Reading<'_, '_>, before: &str, clause: &str) -> Voice {
    pronouns::voice(reading, before.strip_suffix(clause).unwrap_or_default())
}
