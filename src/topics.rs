//! The topic vocabulary.

/// A topic of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// What scripts call it, as `safety`.
    pub slug: String,
    /// Its Chinese name.
    pub chinese: String,
    /// Its English name.
    pub english: String,
    /// Other names that a reader may ask for.
    pub aliases: Vec<String>,
}

/// The topics that headings are sorted under.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    topics: Vec<Topic>,
}

impl Vocabulary {
    /// Every topic, in the vocabulary's order.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// The slugs of the topics that a heading (or a claim) is about, in the vocabulary's order.
    pub fn classify(&self, _heading: &str) -> Vec<String> {
        Vec::new()
    }
}
