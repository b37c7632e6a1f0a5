//! Sentences that introduce the words below them: `谈到成本时，李明这样说：`. The sentence stays a passage.
//!
//! ```text
//! lead-in = ( clause "，" )* clause colon      ; above a blockquote or quoted words, or within a blockquote
//! ```

use crate::language::clause::{self, Teller};
use crate::language::reported;
use crate::parse::syntax::line::Below;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{Group, LeadIn, LeadsIn, LineOfLeadIn, Utterance, Voice};
use crate::text::marks::without_brackets;

/// The last line of a paragraph above a blockquote or quoted words.
pub(super) fn introduces(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    let text = line.text().trim_end();
    let introduces = line.may_introduce && open.mark.is_none() && text.ends_with(['：', ':']);
    if introduces { self::open(reading, text) } else { None }
}

/// `> 李明敲了敲桌子，说：` names who says the next line of the blockquote.
pub(super) fn in_blockquote(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    let text = line.text().trim();
    if !line.place.in_blockquote || !text.ends_with(['：', ':']) || open.lead_in.is_some() {
        return None;
    }
    Some(match voice(reading, text) {
        Some(voice) => leads_in(voice, LineOfLeadIn::Plain),
        None => Utterance::Plain { ends_lead_in: false },
    })
}

/// A lead-in whose line is still to be read.
pub(super) fn open(reading: &Reading<'_, '_>, text: &str) -> Option<Utterance> {
    voice(reading, text).map(|voice| leads_in(voice, LineOfLeadIn::Open))
}

fn leads_in(voice: Voice, line: LineOfLeadIn) -> Utterance {
    Utterance::LeadsIn(LeadsIn { lead_in: LeadIn::of(voice), group: Group::Same, line })
}

/// Who says what stands below, as a line above it tells.
fn voice(reading: &Reading<'_, '_>, line: &str) -> Option<Voice> {
    let cast = reading.cast;
    let line = line.trim_end().trim_end_matches(['：', ':']);
    // `李姐（供应商）说：`: what stands in brackets is no part of the clause.
    let line = without_brackets(line);
    let sentence = line.rsplit(['。', '！', '？', '\n']).next().unwrap_or(&line);
    let clause = sentence.rsplit(['，', '；', ',']).next().unwrap_or(sentence).trim();
    let named = cast.named_in(sentence);
    let clauses = || sentence.rsplit(['，', '；', ',']).filter(|clause| !clause::is_of_time(clause));
    let subject = clauses().map(clause::without_conjunction).find_map(|clause| cast.subject(clause));
    let is_saying = clause::is_saying(clause);
    let by_verbs = clause::name_before_verbs(clause).filter(|name| cast.is_person(name, true));
    let in_clause = || match (cast.teller(clause), &named[..]) {
        (Some(name), [] | [_]) => Some(name),
        // `主持人最后总结：`
        (None, []) if by_verbs.is_some() => by_verbs,
        (None, [name]) => Some(name.as_str()),
        // `门口下雨，李明把伞给了王芳，说：`
        (None, [] | [_, _, ..]) if subject.is_some() && is_saying => subject,
        // `岑远给出了一个分析：`, of whom prose alone tells.
        (None, []) if reading.context.is_quoted_blockquote_below(reading.line) => {
            reading.context.told_of(clause)
        }
        _ => None,
    };
    let gives_words = |name: &str| {
        let mut with_name = sentence.rsplit(['，', '；', ',']).filter(|clause| clause.contains(name));
        // A clause may hold but a part of the name: `Ortega 引用了一封邮件`.
        let with_name = with_name.next().unwrap_or(clause);
        let is_last = with_name.trim() == clause;
        reported::gives_words_to(with_name, name)
            && (is_last || clause::has_no_subject(clause) || !clause::tells_of_others(clause))
    };
    let voice = match reported::cited(clause).or_else(in_clause) {
        Some(name) if gives_words(name) => Voice::named(name),
        Some(_) => Voice::of_others(),
        None => unnamed(reading, sentence, clause)?,
    };
    Some(Voice { told_to_ask: clause::ends_in_asking(clause), ..voice })
}

/// The voice of somebody whom a sentence does not name.
fn unnamed(reading: &Reading<'_, '_>, sentence: &str, clause: &str) -> Option<Voice> {
    let is_unnamed = reading.cast.named_in(sentence).is_empty();
    let before = sentence.strip_suffix(clause).unwrap_or_default();
    // `那天的学生后来成了导演，她写道：`: the pronoun is not the guest.
    let is_another = clause.starts_with(['他', '她']) && is_unnamed && clause::tells_of_somebody(before);
    let teller = clause::unnamed_teller(sentence).filter(|_| is_unnamed);
    // `手机响了，她看了一眼，说：`: the verb is the pronoun's, which may well be the guest.
    if teller == Some(Teller::Pronoun) && clause::starts_with_saying(clause) {
        return None;
    }
    if is_unnamed && clause::has_nameless_subject(clause) {
        return Some(Voice::of_others());
    }
    let is_quoted_below = reading.line.below == Below::Quoted;
    if is_another || teller == Some(Teller::Somebody) && !is_quoted_below || clause::tells_of_others(clause) {
        return Some(Voice::of_others());
    }
    if is_unnamed && reported::is_of_outsiders(clause) {
        return Some(Voice::of_others());
    }
    if clause::tells_of_pronoun(clause) {
        return Some(Voice::of_pronoun());
    }
    // Words in quotation marks alone may be a slogan as well.
    (is_quoted_below && clause::is_saying_of_somebody(clause)).then(Voice::default)
}
