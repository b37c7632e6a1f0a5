//! References by GB/T 7714—2015: by 4.6 (electronic resources) for the talk as an online source, by 4.1 (monographs) without an
//! address:
//!
//! ```text
//! 主要责任者. 题名: 其他题名信息[EB/OL]. (发布日期)[引用日期]. 获取和访问路径.
//! 主要责任者. 题名: 其他题名信息[Z]. [出版地不详]: [出版者不详], 日期.
//! ```
//!
//! Of appendix B's codes an online recording has EB, for the standard of 2015 has none of its own, and any other Z. By 8.4 an
//! online source may do without a place and a publisher; of any other it is said that these are unknown. By 8.1: a surname in
//! letters stands first and in capitals, the given names are initials without points (ALTMAN S); of a transliteration
//! only the surname stands (辛顿); of more than three names the first three, then 等 or et al; where nobody is known,
//! 佚名 or Anon. Such words are by the language of the title, or of the first name where that is Chinese. The programme stands with the title, as its other
//! information. A list of references has each talk once.

use std::io::{self, Write};

use jiff::civil::Date;

use super::super::source::Source;
use super::Work;
use super::name::CitedName;
use crate::text::{Script, script};

/// So many names are given.
const MOST_NAMES: usize = 3;

pub(super) fn write(work: &Work<'_>, accessed: Date, out: &mut dyn Write) -> io::Result<()> {
    let Work { source, authors, url, .. } = work;
    let title = title(source);
    let is_chinese = is_chinese(source) || authors.first().is_some_and(|name| is_in_han(name));
    let names = names(authors, is_chinese);
    match url {
        Some(url) => {
            let published = source.date.map(|date| format!("({date})")).unwrap_or_default();
            writeln!(out, "{names}. {title}[EB/OL]. {published}[{accessed}]. {url}.")
        }
        None => {
            let unknown = if is_chinese { "[出版地不详]: [出版者不详]" } else { "[S.l.]: [s.n.]" };
            let held = source.date.map(|date| format!(", {date}")).unwrap_or_default();
            writeln!(out, "{names}. {title}[Z]. {unknown}{held}.")
        }
    }
}

/// Whether the talk has a title in Chinese, or is of a programme that has: a name in letters in it makes it no English one.
fn is_chinese(source: &Source<'_>) -> bool {
    let parts = [Some(&source.title), source.programme.as_ref()];
    parts.into_iter().flatten().any(|part| is_in_han(part))
}

fn is_in_han(text: &str) -> bool {
    text.chars().any(|character| script(character) == Script::Han)
}

/// The title with what else belongs to it, behind the standard's own colon.
fn title(source: &Source<'_>) -> String {
    let mut parts: Vec<&str> =
        source.title.split('：').map(str::trim).filter(|part| !part.is_empty()).collect();
    // A channel that bears somebody's name is no part of a title.
    let is_title = |name: &&str| matches!(CitedName::of(name), CitedName::Other(_));
    parts.extend(source.programme.as_deref().filter(is_title));
    parts.join(": ").trim_end_matches(['。', '.']).to_owned()
}

fn names(authors: &[&str], is_chinese: bool) -> String {
    if authors.is_empty() {
        return if is_chinese { "佚名" } else { "Anon" }.to_owned();
    }
    let mut names: Vec<String> = authors.iter().take(MOST_NAMES).map(|name| written(name)).collect();
    if authors.len() > MOST_NAMES {
        names.push(if is_chinese { "等" } else { "et al" }.to_owned());
    }
    names.join(", ")
}

fn written(name: &str) -> String {
    match CitedName::of(name) {
        CitedName::Chinese(family, given) => format!("{family}{given}"),
        CitedName::Transliterated(_, family) => family,
        CitedName::Latin { given, particles, family, suffix } => {
            let family = particles.into_iter().chain([family]).collect::<Vec<_>>().join(" ").to_uppercase();
            let initials: Vec<String> =
                given.iter().flat_map(|word| word.split(['-', '.'])).filter_map(initial).collect();
            let suffix =
                suffix.map(|suffix| format!(" {}", suffix.trim_end_matches('.'))).unwrap_or_default();
            format!("{family} {}{suffix}", initials.join(" "))
        }
        CitedName::Other(name) => name,
    }
}

fn initial(word: &str) -> Option<String> {
    word.chars().next().map(|first| first.to_uppercase().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_the_standard_has_them() {
        for (name, expect) in [
            ("Sam Altman", "ALTMAN S"),
            ("Geoffrey E. Hinton", "HINTON G E"),
            ("Jean-Luc Picard", "PICARD J L"),
            ("Ludwig van Beek", "VAN BEEK L"),
            ("Martin L. King Jr.", "KING M L Jr"),
            ("李飞飞", "李飞飞"),
            ("欧阳娜", "欧阳娜"),
            ("杰弗里·辛顿", "辛顿"),
            ("kevin", "kevin"),
        ] {
            assert_eq!(written(name), expect);
        }
    }

    #[test]
    fn of_many_names_three_are_given_and_of_none_none() {
        assert_eq!(names(&["李明", "王强", "Sam Altman"], true), "李明, 王强, ALTMAN S");
        assert_eq!(names(&["李明", "王强", "Sam Altman", "张华"], true), "李明, 王强, ALTMAN S, 等");
        assert_eq!(names(&["A B", "C D", "E F", "G H"], false), "B A, D C, F E, et al");
        assert_eq!(names(&[], true), "佚名");
        assert_eq!(names(&[], false), "Anon");
    }
}
