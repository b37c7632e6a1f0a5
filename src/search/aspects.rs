//! Sides of a thing that a question asks about, and whether a record tells of that side.
//!
//! Who asks for the 缺点 of a thing is answered by what names a limitation of it or says what it cannot do, as often as by
//! what has that very word. So the word by which a question asks weighs little, and what tells of the same counts for it.

use super::terms::occurs;
use crate::language::Words;
use crate::language::lexicon::{
    ASKING_ADVANTAGES, ASKING_DRAWBACKS, ASKING_PURPOSES, ASKING_REASONS, ASKING_RISKS, TELLING_ADVANTAGES,
    TELLING_DRAWBACKS, TELLING_PURPOSES, TELLING_REASONS, TELLING_RISKS,
};

/// A side: the words that ask for it, and those that tell of it.
pub(super) struct Aspect {
    asking: &'static Words,
    telling: &'static Words,
}

/// What asks for several is taken for the first.
static ASPECTS: [Aspect; 5] = [
    Aspect { asking: &ASKING_DRAWBACKS, telling: &TELLING_DRAWBACKS },
    Aspect { asking: &ASKING_ADVANTAGES, telling: &TELLING_ADVANTAGES },
    Aspect { asking: &ASKING_RISKS, telling: &TELLING_RISKS },
    Aspect { asking: &ASKING_PURPOSES, telling: &TELLING_PURPOSES },
    Aspect { asking: &ASKING_REASONS, telling: &TELLING_REASONS },
];

/// The side that a normalised question asks about.
pub(super) fn asked(question: &str) -> Option<&'static Aspect> {
    ASPECTS.iter().find(|aspect| occurs(aspect.asking, question))
}

impl Aspect {
    /// Whether a term does no more than to ask for it.
    pub(super) fn is_asked_by(&self, term: &str) -> bool {
        self.asking.contains(term)
    }

    /// Whether one of a record's words, normalised, tells of it.
    pub(super) fn is_in(&self, words: &[String]) -> bool {
        words.iter().any(|text| occurs(self.telling, text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(question: &str, text: &str, expect: bool) {
        let aspect = asked(question).unwrap_or_else(|| panic!("{question} asks for no side"));
        assert_eq!(aspect.is_in(&[text.to_owned()]), expect, "{question}: {text}");
    }

    #[test]
    fn what_tells_of_the_side_asked_for_is_told_from_others() {
        check("折叠屏 缺点", "铰链仍有局限", true);
        check("折叠屏 缺点", "铰链用钛做成", false);
        check("折叠屏 好处", "一只手拿着更方便", true);
        check("why was it late", "由于大雾, 渡轮停航", true);
        check("pros of ferries", "in the process", false);
    }

    #[test]
    fn other_questions_ask_for_none() {
        assert!(asked("渡轮几点开").is_none());
        assert!(asked("the prose of it").is_none());
    }
}
