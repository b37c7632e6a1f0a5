//! File names of pages: Notion puts 32 hex digits after a page's title, which stay when the page is renamed or moved.

/// How many digits there are.
const DIGITS: usize = 32;

/// A file's name without its extension and Notion's digits, and these; without the digits where it has none.
pub fn page_name(path: &str) -> (&str, Option<&str>) {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_digits =
        |digits: &str| digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    match stem.rsplit_once([' ', '-', '_']) {
        Some((title, digits)) if is_digits(digits) => (title.trim_end(), Some(digits)),
        _ if is_digits(stem) => ("", Some(stem)),
        _ => (stem, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_end_a_page_s_name() {
        const DIGITS: &str = "2f7613b4c0cb8012a6f2d72c6dc33e7d";
        for (path, title, has_digits) in [
            (format!("a/谈话 {DIGITS}.md"), "谈话", true),
            (format!("谈话-{DIGITS}"), "谈话", true),
            (format!("{DIGITS}.md"), "", true),
            (format!("谈话 0{DIGITS}.md"), &format!("谈话 0{DIGITS}"), false),
            (format!("谈话 {DIGITS} (1).md"), &format!("谈话 {DIGITS} (1)"), false),
            (format!("{DIGITS}/a.md"), "a", false),
            ("2026-01-26-town-hall.md".to_owned(), "2026-01-26-town-hall", false),
            (String::new(), "", false),
        ] {
            assert_eq!(page_name(&path), (title, has_digits.then_some(DIGITS)), "{path}");
        }
    }
}
