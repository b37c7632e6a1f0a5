//! Addresses on the net, and the ids of videos that they lead to.
//!
//! ```text
//! address = scheme "://" ( no white space, no mark of a sentence )*   ; a closing bracket ends it that nothing in it opens
//! video   = "youtube.com/watch?" … "v=" id | "youtu.be/" id | "youtube.com/" ( "shorts" | "embed" | "live" ) "/" id
//!         | "bilibili.com/video/" id
//! ```

/// The first address in a text.
pub(crate) fn find(text: &str) -> Option<&str> {
    let colon = text.find("://")?;
    let is_of_scheme = |character: char| character.is_ascii_alphabetic() || character == '+';
    let start = text[..colon].char_indices().rev().take_while(|(_, c)| is_of_scheme(*c)).last()?.0;
    let address = &text[start..];
    let mut open = 0_u32;
    let end = address.char_indices().find(|(_, character)| match character {
        '(' => {
            open += 1;
            false
        }
        ')' if open > 0 => {
            open -= 1;
            false
        }
        ')' | ']' | '>' | '<' | '"' | '`' | '|' => true,
        character => {
            character.is_whitespace()
                || matches!(character, '，' | '。' | '；' | '、' | '｜')
                || matches!(character, '（' | '）' | '【' | '】' | '」' | '』' | '》' | '”' | '［' | '］')
        }
    });
    let address = &address[..end.map_or(address.len(), |(end, _)| end)];
    let address = address.trim_end_matches([',', ';', '*', '_']);
    (address.len() > colon - start + 3).then_some(address)
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
    fn an_address_ends_before_what_stands_around_it() {
        for text in [
            "https://example.org/a",
            "（https://example.org/a）",
            "见 https://example.org/a，另见",
            "<https://example.org/a>",
            "(https://example.org/a)",
            "https://example.org/a【官方】",
        ] {
            assert_eq!(find(text), Some("https://example.org/a"), "{text}");
        }
        assert_eq!(find("https://example.org/a_(b)"), Some("https://example.org/a_(b)"));
        assert_eq!(find("没有地址：//"), None);
    }

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
