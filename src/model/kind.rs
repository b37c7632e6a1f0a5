//! The kinds of record, and what they are called: one row each.

/// The name of a record kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// [`Body::Note`](super::Body::Note)
    Note,
    /// [`Body::Section`](super::Body::Section)
    Section,
    /// [`Body::Passage`](super::Body::Passage)
    Passage,
    /// [`Body::Question`](super::Body::Question)
    Question,
    /// [`Body::Quote`](super::Body::Quote)
    Quote,
    /// [`Body::Prediction`](super::Body::Prediction)
    Prediction,
    /// [`Body::Term`](super::Body::Term)
    Term,
}

/// A row of [`KINDS`].
#[derive(Debug)]
pub struct KindInfo {
    /// The kind.
    pub kind: Kind,
    /// What scripts and `kind:` in a query call it.
    pub name: &'static str,
    /// The same of several.
    pub plural: &'static str,
    /// What Chinese readers call it.
    pub chinese: &'static str,
    /// The first letter of its records' ids, in ASCII.
    pub id_prefix: u8,
}

/// Every kind with its names, in the order of [`Kind`].
pub const KINDS: [KindInfo; 7] = [
    KindInfo { kind: Kind::Note, name: "note", plural: "notes", chinese: "笔记", id_prefix: b'n' },
    KindInfo { kind: Kind::Section, name: "section", plural: "sections", chinese: "章节", id_prefix: b's' },
    KindInfo { kind: Kind::Passage, name: "passage", plural: "passages", chinese: "段落", id_prefix: b'p' },
    KindInfo {
        kind: Kind::Question,
        name: "question",
        plural: "questions",
        chinese: "提问",
        id_prefix: b'a',
    },
    KindInfo { kind: Kind::Quote, name: "quote", plural: "quotes", chinese: "语录", id_prefix: b'q' },
    KindInfo {
        kind: Kind::Prediction,
        name: "prediction",
        plural: "predictions",
        chinese: "预测",
        id_prefix: b'f',
    },
    KindInfo { kind: Kind::Term, name: "term", plural: "terms", chinese: "术语", id_prefix: b't' },
];

impl Kind {
    /// The row of [`KINDS`] for this kind.
    pub fn info(self) -> &'static KindInfo {
        &KINDS[self as usize]
    }

    /// What scripts call it, as `quote`.
    pub fn name(self) -> &'static str {
        self.info().name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_table_follows_the_enum() {
        for (position, info) in KINDS.iter().enumerate() {
            assert_eq!(info.kind as usize, position);
            assert_eq!(info.kind.info().name, info.name);
        }
    }

    #[test]
    fn id_prefixes_and_names_are_unique() {
        for (position, info) in KINDS.iter().enumerate() {
            for other in &KINDS[position + 1..] {
                assert_ne!(info.id_prefix, other.id_prefix);
                assert_ne!(info.name, other.name);
                assert_ne!(info.chinese, other.chinese);
            }
        }
    }
}
