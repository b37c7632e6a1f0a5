//! Who is compared with whom.

/// One of those whose words are set beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The name to show.
    pub name: String,
    /// How many records are theirs, of which the view may show fewer.
    pub total: usize,
    /// Numbers of theirs among the view's items, in order, without those that say again what one of them says.
    pub items: Vec<usize>,
}
