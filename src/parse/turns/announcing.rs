//! Turns that end in a colon, and what they announce by that: the points of a list are their words, as they are where each
//! begins with I, and below a blockquote that cites something they go on.

use super::collected::Collected;

/// What turns announce, by the indices of their drafts.
#[derive(Debug, Default)]
pub(super) struct Announcing {
    /// The turn above the list at hand.
    list: Option<usize>,
    /// The turn above the blockquote at hand, and how many drafts there were before that.
    blockquote: Option<(usize, usize)>,
}

impl Announcing {
    /// A list begins below a turn, if one is open. `is_own`: whether somebody speaks of themselves in it.
    pub(super) fn list(&mut self, turn: Option<usize>, collected: &Collected<'_>, is_own: bool) {
        self.list = turn.filter(|index| is_own || collected.announces(*index));
    }

    /// Whether the points of the list at hand are the words of the turn above it, as long as nothing else is read.
    pub(super) fn has_points(&self, collected: &Collected<'_>) -> bool {
        self.list.is_some_and(|index| collected.is_last(index))
    }

    /// A blockquote begins below a turn, if one is open.
    pub(super) fn blockquote(&mut self, turn: Option<usize>, collected: &Collected<'_>) {
        let turn = turn.filter(|index| collected.announces(*index));
        self.blockquote = turn.map(|index| (index, collected.count()));
    }

    /// The turn that goes on below the blockquote at hand, unless somebody else has spoken in that who takes turns
    /// (`talks`) or whom the turn has not named: whom it cites says no more.
    pub(super) fn below_blockquote(
        &mut self,
        collected: &Collected<'_>,
        talks: impl Fn(&str) -> bool,
    ) -> Option<usize> {
        let (turn, before) = self.blockquote.take()?;
        let words = collected.words(turn);
        let is_cited = |name: &str| words.contains(name) && !talks(name);
        let goes_on = collected.is_only_speaker(turn, before) || collected.speakers(before).all(is_cited);
        goes_on.then_some(turn)
    }
}
