//! Links between notes that show another name than their page's: `[[李明|老李]]`.

/// The page of such a link that is the whole of a text, and what it shows.
pub(crate) fn page(text: &str) -> Option<(&str, &str)> {
    text.trim().strip_prefix("[[")?.strip_suffix("]]")?.split_once('|')
}

/// All such links in a text: where the page's name begins in bytes, that name, and what the link shows.
pub(crate) fn pages(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    text.match_indices("[[").filter_map(|(at, open)| {
        let start = at + open.len();
        // Not to the end of the text: brackets may stand there by the thousand.
        let rest = &text[start..];
        let (inner, after) = rest.split_at(rest.find(['\n', '[', ']'])?);
        let (page, shown) = inner.split_once('|')?;
        after.starts_with("]]").then(|| (start, page.trim(), shown.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_may_show_another_name() {
        let found: Vec<_> = pages("[[李明|老李]]：好。\n[[王芳]]和[[图.png|300]]").collect();
        assert_eq!(found, [(2, "李明", "老李"), (42, "图.png", "300")]);
        assert_eq!(page("[[李明|老李]]"), Some(("李明", "老李")));
        assert_eq!(page("[[李明]]"), None);
    }
}
