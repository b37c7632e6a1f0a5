//! Mends of the source before it is read as Markdown. Each keeps the length of the text, so that every offset is still
//! one of the file.

use std::borrow::Cow;

/// The source as it is to be read.
pub(super) struct Mended<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where the headings begin that had no space after their marks; they are read one level too high.
    pub(super) crowded: Vec<usize>,
}

/// Gives `###标题` the space that makes it a heading: the last mark becomes the space. A single mark may be a hashtag,
/// and code keeps its marks.
pub(super) fn mend(text: &str) -> Mended<'_> {
    let mut crowded = Vec::new();
    let mut spaces = Vec::new();
    let mut fence: Option<&str> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let offset = start;
        start += line.len();
        let words = line.trim_start_matches(' ');
        let indent = line.len() - words.len();
        if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| words.starts_with(mark)) {
            match fence {
                None => fence = Some(mark),
                Some(open) if open == mark => fence = None,
                Some(_) => {}
            }
            continue;
        }
        let title = words.trim_start_matches('#');
        let marks = words.len() - title.len();
        if fence.is_none()
            && indent <= 3
            && (2..=6).contains(&marks)
            && title.starts_with(|next: char| !next.is_whitespace())
            && title.chars().any(char::is_alphanumeric)
        {
            crowded.push(offset + indent);
            spaces.push(offset + indent + marks - 1);
        }
    }
    if spaces.is_empty() {
        return Mended { text: Cow::Borrowed(text), crowded };
    }
    let mut mended = text.to_owned();
    for space in spaces {
        mended.replace_range(space..=space, " ");
    }
    Mended { text: Cow::Owned(mended), crowded }
}
