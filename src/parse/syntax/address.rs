//! The ids of videos that addresses on the net lead to.
//!
//! ```text
//! video =  "youtube.com/watch?" … "v=" id | "youtu.be/" id | "youtube.com/" ( "shorts" | "embed" | "live" ) "/" id
//!       | "bilibili.com/video/" id
//! ```

use crate::text::address::addresses;

/// The first address in a text.
pub(crate) fn find(text: &str) -> Option<&str> {
    addresses(text).next().map(|range| &text[range])
}

/// The id of the video that an address leads to, where the site is one that we know.
pub(crate) fn video_id(address: &str) -> Option<&str> {
    const BEFORE_ID: [&str; 6] = [
        "youtu.be/",
        "youtube.com/shorts/",
        "youtube.com/embed/",
        "youtube.com/live/",
        "youtube.com/v/",
        "bilibili.com/video/",
    ];
    const FEWEST: usize = 6;
    let rest = BEFORE_ID.iter().find_map(|before| address.split_once(before)).map(|(_, rest)| rest).or_else(
        || {
            let (_, query) = address.split_once("youtube.com/watch?")?;
            query.split('&').find_map(|pair| pair.strip_prefix("v="))
        },
    )?;
    let end =
        rest.find(|character: char| !(character.is_ascii_alphanumeric() || matches!(character, '-' | '_')));
    let id = &rest[..end.unwrap_or(rest.len())];
    (id.len() >= FEWEST).then_some(id)
}

/// The one video to which the addresses of a text lead; `None` where they lead to several.
pub(crate) fn only_video(text: &str) -> Option<&str> {
    const SITES: [&str; 3] = ["youtu.be/", "youtube.com/", "bilibili.com/video/"];
    // Few notes have any, and a whole note is soon looked through for words as short as these.
    if !["youtu", "bilibili"].iter().any(|site| text.contains(site)) {
        return None;
    }
    let mut found: Option<&str> = None;
    for site in SITES {
        for (at, _) in text.match_indices(site) {
            let rest = &text[at..];
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ')' | '）' | '>' | '"' | ']'));
            let Some(id) = video_id(&rest[..end.unwrap_or(rest.len())]) else { continue };
            if found.is_some_and(|found| found != id) {
                return None;
            }
            found = Some(id);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_have_their_own_forms_of_ids() {
        for address in [
            "https://www.youtube.com/watch?v=aB3-_xyz",
            "https://www.youtube.com/watch?list=PL1&v=aB3-_xyz&t=4",
            "https://youtu.be/aB3-_xyz?t=4",
            "https://www.youtube.com/live/aB3-_xyz",
        ] {
            assert_eq!(video_id(address), Some("aB3-_xyz"), "{address}");
        }
        assert_eq!(video_id("https://www.bilibili.com/video/BV1xx411c7mD/"), Some("BV1xx411c7mD"));
        assert_eq!(video_id("https://example.org/watch?v=aB3-_xyz"), None);
    }

    #[test]
    fn one_video_may_stand_in_several_places() {
        assert_eq!(
            only_video("[录像](https://youtu.be/aB3-_xyz)，https://www.youtube.com/watch?v=aB3-_xyz"),
            Some("aB3-_xyz")
        );
        assert_eq!(only_video("https://youtu.be/aB3-_xyz https://youtu.be/zzzzzzz"), None);
    }
}
