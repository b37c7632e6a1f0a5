//! How deep brackets nest, for readers whose time grows with its square (serde_yaml 0.9 among them).

/// Brackets of YAML that nest deeper than this are no metadata and no vocabulary.
pub const DEEPEST_YAML: usize = 64;

/// How many of YAML's brackets are open at once at most, whether they are quoted or not.
pub fn bracket_depth(text: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_brackets_are_counted() {
        for (text, expect) in [("", 0), ("a: [b, {c: d}]", 2), ("]]][", 1), ("[][][]", 1), ("[[[", 3)] {
            assert_eq!(bracket_depth(text), expect, "{text}");
        }
    }
}
