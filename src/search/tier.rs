//! How closely a hit fits. Hits are sorted by it before anything else, so that readers can see why one is where it is.

/// How closely a hit fits the query, from best to least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tier {
    /// The query occurs as it is, but for width, case and script.
    Exact,
    /// Every term occurs in the record.
    All,
    /// Every term occurs in the record's section.
    Near,
    /// Most terms occur in the record.
    Most,
    /// Another name for it occurs.
    Alias,
    /// What a dictionary calls it in Chinese occurs.
    Translated,
    /// It sounds so.
    Sound,
    /// It is one letter off.
    Typo,
}

impl Tier {
    /// What scripts call it.
    pub fn name(self) -> &'static str {
        match self {
            Tier::Exact => "exact",
            Tier::All => "all",
            Tier::Near => "near",
            Tier::Most => "most",
            Tier::Alias => "alias",
            Tier::Translated => "translated",
            Tier::Sound => "sound",
            Tier::Typo => "typo",
        }
    }
}
