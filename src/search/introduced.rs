//! What a question, the lead-in of a list, the head of a table or a heading lends to the records that it introduces.
//!
//! The words of an answer are seldom those of its question: `怎么分辨蜂蜜真假` is asked in them and answered by 看结晶不靠谱.
//! So what introduces others counts for them much as the headings above a record do, and gives them most of its own score.
//! What only leads others in stands behind them, for nobody looks for a question or for the line above a list.

use super::found::{Found, order};
use super::occurrence::RecordWords;
use super::plan::{Plan, Want, letters};
use super::rank::{self, Explanation, Introducing};
use super::tier::Tier;
use crate::model::{Body, PassageForm, Record, RecordId};
use crate::records::{Candidate, Foreseen, Records, Stored};

/// What part of its score a record that raises what somebody is asked about gives to what they say behind it.
const SAYING: f32 = 0.4;
/// So many of their quotes.
const SAYINGS: usize = 2;

/// The most records that are looked at behind one that introduces others.
const REACH: usize = 14;
/// Of a question so many answers, for the turns of a long one wander off. The items of a list are one.
const ANSWERS: usize = 3;
/// A shorter answer is a yes or no, in letters and digits.
const SHORTEST_ANSWER: usize = 6;
/// Of a heading so many records.
const BELOW_HEADING: usize = 10;

/// How many records may lend to those that they introduce, and how much of the query each must have.
const MOST_INTRODUCING: usize = 8;
const LEAST_LENT: f32 = 0.3;
/// What counts as all of a query, where a part of it is lent.
const COVERED_TOGETHER: f32 = 0.8;

/// Lets the best of what was found lend to the records that it introduces. Gives those of them that were not found
/// themselves.
///
/// # Errors
/// If the records can't be read.
pub(super) fn lend(records: &dyn Records, plans: &[Plan], found: &mut [Found]) -> anyhow::Result<Vec<Found>> {
    let may_lend = |found: &Found| {
        plans[found.plan].wants.len() > 1
            && found.explanation.lent == 0.0
            && found.explanation.covered >= LEAST_LENT
            && (may_introduce(&found.stored) || raises_subject(&plans[found.plan], &found.stored))
    };
    let mut introducing: Vec<usize> = (0..found.len()).filter(|at| may_lend(&found[*at])).collect();
    introducing.sort_by(|one, other| order(&found[*one], &found[*other]));
    introducing.truncate(MOST_INTRODUCING);
    records.foresee(&|| Foreseen {
        following: introducing.iter().map(|at| (found[*at].candidate, REACH)).collect(),
        ..Foreseen::default()
    })?;
    let mut more: Vec<Found> = Vec::new();
    let mut leading: Vec<Stored> = Vec::new();
    for at in introducing {
        let introducing = &found[at].stored.record;
        let plan = &plans[found[at].plan];
        let raises = raises_subject(plan, &found[at].stored);
        let goes_on = |next: &Stored| {
            may_be_introduced(introducing, &next.record) || raises && is_beside(introducing, &next.record)
        };
        let following = records.following(&found[at].candidate, REACH, &goes_on)?;
        let (candidates, following): (Vec<Candidate>, Vec<Stored>) = following.into_iter().unzip();
        let Found { plan, tier, ref stored, ref explanation, .. } = found[at];
        let words = RecordWords::of(&stored.record);
        let score = explanation.given();
        let goes_on = |next: &&Stored| may_be_introduced(&stored.record, &next.record);
        let reached = following.iter().take_while(goes_on).count();
        let mut introduced = introduced(stored, &following[..reached]);
        let leads_in = !is_meant(stored, tier, explanation) && says_less(stored, &introduced, &following);
        if raises {
            let is_new = |at: &usize| introduced.iter().all(|(place, _)| place != at);
            let said: Vec<usize> =
                said_by_whom_is_asked_for(&plans[plan], &following).filter(is_new).collect();
            introduced.extend(said.into_iter().map(|at| (at, SAYING)));
        }
        for (place, share) in introduced {
            let lent = Introducing { words: &words, lent: share * score };
            let (candidate, stored) = (candidates[place], &following[place]);
            let mut known = found.iter_mut().chain(&mut more).find(|found| found.candidate == candidate);
            let text = known.as_ref().map_or(0.0, |known| known.explanation.text);
            let own = RecordWords::of(&stored.record);
            let explanation = rank::explain(&plans[plan], tier, stored, &own, text, Some(&lent));
            let tier = tier_together(tier, &explanation);
            let given = Found { plan, stored: stored.clone(), tier, explanation, candidate };
            match &mut known {
                Some(known) if order(&given, known).is_lt() => **known = given,
                Some(_) => {}
                None => more.push(given),
            }
        }
        if leads_in {
            leading.push(found[at].stored.clone());
        }
    }
    // The turn that asks a question may be found as what somebody says, too.
    let leads_in = |found: &Found| {
        let it = &found.stored;
        leading.iter().any(|known| {
            known.note.note_path == it.note.note_path
                && known.record.lines == it.record.lines
                && known.record.text() == it.record.text()
        })
    };
    for found in found.iter_mut().chain(&mut more).filter(|found| leads_in(found)) {
        found.explanation.leads_in = found.tier != Tier::Exact;
    }
    Ok(more)
}

/// Puts what leads others in where these stand, for that all of a query stands in its section is as true of it.
pub(super) fn step_behind(found: &mut [Found]) {
    for found in found.iter_mut().filter(|found| found.explanation.leads_in) {
        found.tier = found.tier.max(Tier::Near);
    }
}

/// Whether a record has what a query asks of somebody, and is not theirs.
fn raises_subject(plan: &Plan, stored: &Stored) -> bool {
    let is_theirs = |want: &Want| want.is_said_by(stored);
    let is_subject =
        |want: &&Want| want.people.is_empty() && !want.any.iter().all(|text| plan.only_asks(text));
    plan.wants.iter().any(|want| !want.people.is_empty())
        && !plan.wants.iter().any(is_theirs)
        && !matches!(stored.record.body, Body::Note(_) | Body::Section(_))
        && {
            let words = RecordWords::of(&stored.record);
            plan.wants.iter().filter(is_subject).any(|want| want.any.iter().any(|text| words.have(text)))
        }
}

/// The first quotes of those whom a query names.
fn said_by_whom_is_asked_for<'a>(
    plan: &'a Plan,
    following: &'a [Stored],
) -> impl Iterator<Item = usize> + 'a {
    let is_theirs = |next: &Stored| {
        matches!(next.record.body, Body::Quote(_)) && plan.wants.iter().any(|want| want.is_said_by(next))
    };
    (0..following.len()).filter(move |at| is_theirs(&following[*at])).take(SAYINGS)
}

/// Whether two records stand in one section.
fn is_beside(one: &Record, other: &Record) -> bool {
    *one.section_number == *other.section_number && !matches!(other.body, Body::Section(_))
}

/// Whether a record is what is looked for, as far as a query's own wording tells: half remembered, it has most of it. Nobody
/// remembers half a heading.
fn is_meant(stored: &Stored, tier: Tier, explanation: &Explanation) -> bool {
    const LEAST: f32 = 2.0 / 3.0;
    let is_heading = matches!(stored.record.body, Body::Section(_));
    tier == Tier::Exact || !is_heading && explanation.wording >= 1.0 + rank::WORDING * LEAST
}

/// Whether a record says less than what it introduces: a question that somebody answers, one sentence that ends with a colon,
/// the head of a table.
fn says_less(stored: &Stored, introduced: &[(usize, f32)], following: &[Stored]) -> bool {
    let mut records = introduced.iter().map(|(place, _)| &following[*place].record);
    let is_answer = |record: &Record| {
        let names_it =
            matches!(&record.body, Body::Quote(quote) if quote.question_id == Some(stored.record.id));
        names_it && letters(record.text()).chars().count() >= SHORTEST_ANSWER
    };
    match &stored.record.body {
        Body::Question(question) => question.text.ends_with(['？', '?']) && records.any(is_answer),
        Body::Passage(passage) if records.next().is_some() => match passage.form {
            PassageForm::TableRow => true,
            _ => leads(&stored.record.body) && !passage.text.contains(['。', '！', '？']),
        },
        // A heading says what stands below it.
        Body::Section(_) => records.next().is_some(),
        _ => false,
    }
}

/// Whether a passage ends as what others follow.
fn leads(body: &Body) -> bool {
    matches!(body, Body::Passage(passage) if passage.text.ends_with(['：', ':']))
}

/// The tier of a record that has a part of the query itself and the rest from what introduces it: they stand in one section.
fn tier_together(introducing: Tier, explanation: &Explanation) -> Tier {
    match introducing {
        Tier::Exact | Tier::All => Tier::Near,
        Tier::Most if explanation.covered >= COVERED_TOGETHER => Tier::Near,
        tier => tier,
    }
}

/// What part of its score a record gives to those that it introduces.
fn share(body: &Body) -> f32 {
    match body {
        // Between a question and its answer any word in common decides.
        Body::Question(_) => 0.9,
        Body::Passage(passage) if passage.form == PassageForm::TableRow => 0.7,
        Body::Passage(passage) if leads_in(&passage.text) => 0.7,
        // A paragraph above a list, which may have said all.
        Body::Passage(_) => 0.3,
        Body::Section(_) => 0.4,
        _ => 0.0,
    }
}

/// Whether a text ends as what leads others in, with a colon or as a label does.
fn leads_in(text: &str) -> bool {
    text.chars().next_back().is_some_and(|last| matches!(last, '：' | ':') || last.is_alphanumeric())
}

/// Whether a record may introduce others.
fn may_introduce(stored: &Stored) -> bool {
    match &stored.record.body {
        Body::Question(_) => true,
        // What has the note's title above it is all of the note.
        Body::Section(section) => section.level > 1,
        Body::Passage(passage) => {
            matches!(
                passage.form,
                PassageForm::Paragraph | PassageForm::Bullet { .. } | PassageForm::TableRow
            )
        }
        _ => false,
    }
}

/// Whether a record that follows another, and those before it, may be introduced by that: what stands below its heading, the
/// items of the list right below a paragraph or a shallower item, the rows below a table's first.
fn may_be_introduced(introducing: &Record, next: &Record) -> bool {
    let is_beside = *next.section_number == *introducing.section_number;
    match (&introducing.body, &next.body) {
        (Body::Section(_), _) => is_beside,
        (Body::Passage(above), Body::Passage(next)) => {
            let is_below = match (above.form, next.form) {
                (PassageForm::Paragraph, PassageForm::Bullet { .. } | PassageForm::TableRow) => true,
                (PassageForm::Bullet { depth: above, .. }, PassageForm::Bullet { depth, .. }) => {
                    depth > above
                }
                (PassageForm::TableRow, PassageForm::TableRow) => true,
                _ => false,
            };
            is_beside && is_below
        }
        (Body::Passage(above), Body::Quote(_)) => {
            above.form == PassageForm::Paragraph && leads(&introducing.body) && is_beside
        }
        // A table's rows and a list's items may be predictions, quotes or terms.
        (Body::Passage(_), _) => false,
        // Its answers stand anywhere behind a question.
        _ => true,
    }
}

/// Which of the records that follow one, as far as it may introduce them, it does, by their places among them, and what part of
/// its score each gets.
fn introduced(stored: &Stored, following: &[Stored]) -> Vec<(usize, f32)> {
    let record = &stored.record;
    let places = match &record.body {
        Body::Question(_) => answers(record.id, record.text(), &record.section_number, following),
        Body::Section(_) => {
            let says = |next: &Stored| !is_bare(&next.record.body) && !leads(&next.record.body);
            let says = |(at, next): (usize, &Stored)| says(next).then_some(at);
            following.iter().enumerate().filter_map(says).take(BELOW_HEADING).collect()
        }
        // A rule stands between the head of a table and its rows, and none between two rows.
        Body::Passage(passage)
            if passage.form == PassageForm::TableRow
                && following.first().is_some_and(|row| row.record.lines.first <= record.lines.last + 1) =>
        {
            Vec::new()
        }
        // Whom it names says one thing; what others say behind that is theirs.
        Body::Passage(_) => {
            let is_quote = |next: &Stored| matches!(next.record.body, Body::Quote(_));
            let before = following.iter().take_while(|next| !is_quote(next)).count();
            (0..before.max(following.len().min(1))).collect()
        }
        _ => Vec::new(),
    };
    places.into_iter().map(|place| (place, share(&record.body))).collect()
}

/// Whether a record introduces others and says little itself.
fn is_bare(body: &Body) -> bool {
    matches!(body, Body::Note(_) | Body::Section(_) | Body::Question(_))
}

/// What answers a question: the quotes that say so and what stands before the first of them, else the paragraphs and lists up to
/// the next question.
fn answers(question: RecordId, text: &str, section: &str, following: &[Stored]) -> Vec<usize> {
    let answers = |next: &Stored| match &next.record.body {
        Body::Quote(quote) => quote.question_id == Some(question) && quote.text != text,
        _ => false,
    };
    let goes_on = |next: &Stored| {
        let is_another = matches!(&next.record.body, Body::Question(_) | Body::Section(_) | Body::Note(_));
        *next.record.section_number == *section && (!is_another || next.record.text() == text)
    };
    let says = |next: &Stored| {
        !leads(&next.record.body) && !is_bare(&next.record.body) && next.record.text() != text
    };
    let is_item = |next: &Stored| {
        matches!(&next.record.body, Body::Passage(passage)
            if matches!(passage.form, PassageForm::Bullet { .. } | PassageForm::TableRow))
    };
    let named: Vec<usize> =
        (0..following.len()).filter(|at| answers(&following[*at])).take(ANSWERS).collect();
    let end = named.first().copied().unwrap_or(following.len());
    let mut left = if named.is_empty() { ANSWERS } else { usize::MAX };
    let mut places: Vec<usize> = Vec::new();
    for (at, next) in following[..end].iter().enumerate().take_while(|(_, next)| goes_on(next)) {
        if !says(next) {
            continue;
        }
        if !is_item(next) {
            if left == 0 {
                break;
            }
            left -= 1;
        }
        places.push(at);
    }
    places.extend(named);
    places
}
