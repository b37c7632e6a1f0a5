//! What must stand where for a literal run of characters to be there.
//!
//! A run is cut into the same pieces as a text (see `pieces`). Those inside it are terms; a word at its begin or end may
//! be a part of a longer one.

use super::pieces::{Pieces, TextPiece, WORD};

/// Where a part stands in a word; the whole word is a part too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartOfWord {
    /// At its begin.
    Begin,
    /// Anywhere.
    Middle,
    /// At its end.
    End,
}

/// What must stand at a position.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Slot {
    /// This term.
    Term(String),
    /// A word of which this is a part.
    Word(PartOfWord, String),
    /// Any term that begins so.
    Begins(char),
}

/// Whether words at the ends of a run may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ends {
    /// They may: a word there may be a part of a longer one.
    Open,
    /// They may not.
    Whole,
}

/// What must stand where for a run to be there; the first position is 0.
pub fn slots(run: &str, ends: Ends) -> Vec<(usize, Slot)> {
    let pieces: Vec<(usize, TextPiece<'_>)> = Pieces::of(run.trim()).collect();
    let is_word = |at: Option<usize>| at.is_some_and(|at| matches!(pieces[at].1, TextPiece::Word(_)));
    let mut slots = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let (position, piece) = pieces[at];
        let next = pieces.get(at + 1).map(|(_, piece)| *piece);
        let before = at.checked_sub(1).map(|before| pieces[before]);
        // Only the pair of the character before tells of this space.
        if let (TextPiece::Other(' '), Some((position, TextPiece::Other(before)))) = (piece, before) {
            slots.push((position, Slot::Term(String::from_iter([before, ' ']))));
            at += 1;
            continue;
        }
        match (piece, next) {
            (TextPiece::Word(word), next) => {
                let slot = match (at == 0, next.is_none()) {
                    _ if ends == Ends::Whole => Slot::Term(word.to_owned()),
                    (true, true) => Slot::Word(PartOfWord::Middle, word.to_owned()),
                    (true, false) => Slot::Word(PartOfWord::End, word.to_owned()),
                    (false, true) => Slot::Word(PartOfWord::Begin, word.to_owned()),
                    (false, false) => Slot::Term(word.to_owned()),
                };
                slots.push((position, slot));
                at += 1;
            }
            // A pair covers two pieces.
            (TextPiece::Other(one), Some(TextPiece::Other(other))) => {
                slots.push((position, Slot::Term(String::from_iter([one, other]))));
                at += 2;
            }
            (TextPiece::Other(one), Some(TextPiece::Word(_))) => {
                slots.push((position, Slot::Term(String::from_iter([one, WORD]))));
                at += 1;
            }
            (TextPiece::Other(last), None) => {
                slots.push(match before {
                    Some((position, TextPiece::Other(before)))
                        if before != ' ' || is_word(at.checked_sub(2)) =>
                    {
                        (position, Slot::Term(String::from_iter([before, last])))
                    }
                    _ => (position, Slot::Begins(last)),
                });
                at += 1;
            }
        }
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_slots(run: &str, expect: &[(usize, Slot)]) {
        assert_eq!(slots(run, Ends::Open), expect, "{run}");
    }

    fn term(text: &str) -> Slot {
        Slot::Term(text.to_owned())
    }

    #[test]
    fn pairs_of_a_run_cover_it() {
        check_slots("推理", &[(0, term("推理"))]);
        check_slots("推理成", &[(0, term("推理")), (1, term("理成"))]);
        check_slots("推理成本", &[(0, term("推理")), (2, term("成本"))]);
        check_slots("推", &[(0, Slot::Begins('推'))]);
        check_slots("推，理", &[(0, term("推，")), (1, term("，理"))]);
        check_slots("推， 理，", &[(0, term("推，")), (1, term("， ")), (3, term("理，"))]);
        check_slots("， 理", &[(0, term("， ")), (2, Slot::Begins('理'))]);
        check_slots("a 理", &[(0, Slot::Word(PartOfWord::End, "a".to_owned())), (1, term(" 理"))]);
    }

    #[test]
    fn words_at_the_ends_of_a_run_may_go_on() {
        let word = |part, text: &str| Slot::Word(part, text.to_owned());
        check_slots("gpt", &[(0, word(PartOfWord::Middle, "gpt"))]);
        check_slots(
            "a bc d",
            &[(0, word(PartOfWord::End, "a")), (1, term("bc")), (2, word(PartOfWord::Begin, "d"))],
        );
        check_slots("用ai写", &[(0, term("用\u{fffe}")), (1, term("ai")), (2, Slot::Begins('写'))]);
        check_slots("ai写作", &[(0, word(PartOfWord::End, "ai")), (1, term("写作"))]);
    }
}
