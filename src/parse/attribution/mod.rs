//! What only the whole note tells: which turns ask, who speaks where nobody is named at the words, which question is
//! answered, and what is said twice. Last, `nameless` takes away labels that name nobody.

mod answers;
mod asking_turns;
mod at_label;
mod echoes;
mod fuller_names;
mod headed;
mod machine_labels;
mod monologue;
mod nameless;
mod note_cast;
mod only_guest;
mod presented;
mod presenters;
mod series;
mod short_names;
mod speakers;

use crate::parse::cast::Cast;
use crate::parse::draft::{Content, Draft, Speaker};
use crate::parse::frame::outline::Outline;

pub(crate) use echoes::repeats;
pub(crate) use machine_labels::is_label_of_machine;
pub(crate) use note_cast::{Member as Participant, settle as settle_cast};
pub(crate) use short_names::{are_two, folded, has_initials_alone, is_form, is_part};

/// Tells of each draft what the others say of it.
pub(crate) fn attribute(drafts: &mut [Draft], outline: &Outline, cast: &Cast, text: &str) {
    asking_turns::mark(drafts, cast);
    speakers::name(drafts, outline, cast, text);
    monologue::name(drafts, outline, cast);
    presenters::name(drafts, cast, text);
    let answers = answers::find(drafts, outline, cast);
    drafts.iter_mut().zip(answers).for_each(|(draft, question)| draft.question = question);
    unname_self_answers(drafts);
    nameless::resolve(drafts, cast);
}

/// Nobody answers their own question, unless the note says so: who is only taken to speak there does not.
fn unname_self_answers(drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let Some(question) = drafts[index].question.filter(|question| *question != index) else { continue };
        let asker = drafts[question].asker().map(str::to_owned);
        if let Content::Turn(turn) = &mut drafts[index].content
            && asker.is_some()
            && asker.as_deref() == turn.speaker.name()
            && !turn.speaker.is_stated()
        {
            turn.speaker = Speaker::Other;
        }
    }
}
