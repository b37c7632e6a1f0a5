//! What a question, the lead-in of a list, the head of a table or a heading lends to the records that it introduces.
//!
//! The words of an answer are seldom those of its question: `怎么分辨蜂蜜真假` is asked in them and answered by 看结晶不靠谱.
//! So what introduces others counts for them much as the headings above a record do, and gives them most of its own score.
//! An answer that says something of the query itself thus comes before its question, any other one right behind it.

use super::found::{Found, order};
use super::occurrence::RecordWords;
use super::plan::Plan;
use super::rank::{self, Explanation, Introducing};
use super::tier::Tier;
use crate::model::{Body, PassageForm, Record, RecordId};
use crate::records::{Candidate, Foreseen, Records, Stored};

/// The most records that are looked at behind one that introduces others.
const REACH: usize = 14;
/// Of a question so many answers, for the turns of a long one wander off.
const ANSWERS: usize = 3;
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
            && may_introduce(&found.stored)
    };
    let mut introducing: Vec<usize> = (0..found.len()).filter(|at| may_lend(&found[*at])).collect();
    introducing.sort_by(|one, other| order(&found[*one], &found[*other]));
    introducing.truncate(MOST_INTRODUCING);
    records.foresee(&|| Foreseen {
        following: introducing.iter().map(|at| (found[*at].candidate, REACH)).collect(),
        ..Foreseen::default()
    })?;
    let mut more: Vec<Found> = Vec::new();
    for at in introducing {
        let introducing = &found[at].stored.record;
        let goes_on = |next: &Stored| may_be_introduced(introducing, &next.record);
        let following = records.following(&found[at].candidate, REACH, &goes_on)?;
        let (candidates, following): (Vec<Candidate>, Vec<Stored>) = following.into_iter().unzip();
        let Found { plan, tier, ref stored, ref explanation, .. } = found[at];
        let words = RecordWords::of(&stored.record);
        let score = explanation.given();
        for (place, share) in introduced(stored, &following) {
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
    }
    Ok(more)
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
            let says = |(at, next): (usize, &Stored)| (!is_bare(&next.record.body)).then_some(at);
            following.iter().enumerate().filter_map(says).take(BELOW_HEADING).collect()
        }
        Body::Passage(_) => (0..following.len()).collect(),
        _ => Vec::new(),
    };
    places.into_iter().map(|place| (place, share(&record.body))).collect()
}

/// Whether a record introduces others and says little itself.
fn is_bare(body: &Body) -> bool {
    matches!(body, Body::Note(_) | Body::Section(_) | Body::Question(_))
}

/// What answers a question: the quotes that say so, else the paragraphs up to the next question.
fn answers(question: RecordId, text: &str, section: &str, following: &[Stored]) -> Vec<usize> {
    let answers = |next: &Stored| match &next.record.body {
        Body::Quote(quote) => quote.question_id == Some(question) && quote.text != text,
        _ => false,
    };
    let named: Vec<usize> =
        (0..following.len()).filter(|at| answers(&following[*at])).take(ANSWERS).collect();
    if !named.is_empty() {
        return named;
    }
    let goes_on = |next: &&Stored| {
        let is_another = matches!(&next.record.body, Body::Question(_) | Body::Section(_) | Body::Note(_));
        *next.record.section_number == *section && (!is_another || next.record.text() == text)
    };
    let in_prose = following.iter().take_while(goes_on).enumerate();
    let says = |(at, next): (usize, &Stored)| {
        (!is_bare(&next.record.body) && next.record.text() != text).then_some(at)
    };
    in_prose.filter_map(says).take(ANSWERS).collect()
}
