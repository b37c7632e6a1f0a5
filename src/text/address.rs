//! Addresses of recordings, and of a moment in one.
//!
//! ```text
//! YouTube   …/watch?v=ID         …&t=90s
//!           youtu.be/ID          …?t=90s
//!           …/embed/ID  /shorts/ID  /live/ID  /v/ID     …/watch?v=ID&t=90s
//! Bilibili  …/video/ID  …/bangumi/play/ID               …?t=90
//! ```
//!
//! Of YouTube's players only that of `watch` heeds a time in every browser. Other sites have no form that we know of.

use std::ops::Range;

/// The address of a moment of the recording at `address`, in seconds from its start; `None` where its site has no form for
/// that. A time that the address has already gives way.
pub fn at_time(address: &str, seconds: u32) -> Option<String> {
    let Parts { scheme, host, path, query } = parts(address.trim())?;
    let rest = |key: &str| {
        let is_time = |pair: &&str| matches!(key_of(pair), "t" | "start" | "time_continue");
        let kept = query.split('&').filter(|pair| !pair.is_empty() && !is_time(pair) && key_of(pair) != key);
        kept.map(|pair| format!("&{pair}")).collect::<String>()
    };
    let value = |key: &str| query.split('&').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='));
    let name = host.to_ascii_lowercase();
    let name = ["www.", "m.", "music."].iter().find_map(|begin| name.strip_prefix(begin)).unwrap_or(&name);
    let first = path.split('/').find(|part| !part.is_empty()).unwrap_or_default();
    let joined =
        |path: &str, query: String| format!("{scheme}{host}{path}?{}", query.trim_start_matches('&'));
    match name {
        "youtube.com" | "youtube-nocookie.com" => {
            let id = match first {
                "watch" => value("v")?,
                "embed" | "shorts" | "live" | "v" => {
                    path.split('/').filter(|part| !part.is_empty()).nth(1)?
                }
                _ => return None,
            };
            let host = host.replace("-nocookie", "");
            let rest = if first == "watch" { rest("v") } else { String::new() };
            Some(format!("{scheme}{host}/watch?v={id}{rest}&t={seconds}s"))
        }
        "youtu.be" if !first.is_empty() => Some(joined(path, format!("{}&t={seconds}s", rest("")))),
        "bilibili.com" if matches!(first, "video" | "bangumi") => {
            Some(joined(path, format!("{}&t={seconds}", rest(""))))
        }
        _ => None,
    }
}

/// The id of the recording at an address, where its site is one that has such; `None` elsewhere.
pub fn video_id(address: &str) -> Option<&str> {
    let Parts { host, path, query, .. } = parts(address.trim())?;
    let name = host.to_ascii_lowercase();
    let mut places = path.split('/').filter(|part| !part.is_empty());
    let first = places.next();
    match name.trim_start_matches("www.").trim_start_matches("m.") {
        "youtube.com" if first == Some("watch") => query.split('&').find_map(|pair| pair.strip_prefix("v=")),
        "youtube.com" => places.next().filter(|_| matches!(first, Some("embed" | "shorts" | "live" | "v"))),
        "youtu.be" => first,
        "bilibili.com" => places.next().filter(|_| first == Some("video")),
        _ => None,
    }
}

/// Where the addresses of a text stand, in bytes and in order.
///
/// ```text
/// address = scheme "://" ( no white space, no mark of a sentence )*   ; a closing bracket ends it that nothing in it opens
/// ```
pub fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    text.match_indices("://").filter_map(move |(colon, _)| {
        let address = address_at(text, colon).filter(|address| address.start >= end)?;
        end = address.end;
        Some(address)
    })
}

/// The address whose `://` stands at this byte.
fn address_at(text: &str, colon: usize) -> Option<Range<usize>> {
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
    (address.len() > colon - start + 3).then_some(start..start + address.len())
}

/// An address without what every address begins with: its scheme and `www.`, as browsers show it.
pub fn without_scheme(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest)
}

fn key_of<'p>(pair: &'p &str) -> &'p str {
    pair.split('=').next().unwrap_or_default()
}

/// An address in its parts; a fragment is none of them.
struct Parts<'a> {
    /// With `://`; empty where the address has none.
    scheme: &'a str,
    host: &'a str,
    /// Begins with `/`, or is empty.
    path: &'a str,
    query: &'a str,
}

fn parts(address: &str) -> Option<Parts<'_>> {
    let address = address.split('#').next()?;
    let (scheme, rest) = match address.find("://") {
        Some(end) => address.split_at(end + "://".len()),
        None => ("", address),
    };
    let is_web = matches!(scheme.to_ascii_lowercase().as_str(), "" | "http://" | "https://");
    let (before, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = before.split_at(before.find('/').unwrap_or(before.len()));
    let is_one = !address.contains(char::is_whitespace);
    (is_web && is_one).then_some(Parts { scheme, host, path, query })
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
            let found: Vec<&str> = addresses(text).map(|range| &text[range]).collect();
            assert_eq!(found, ["https://example.org/a"], "{text}");
        }
        let text = "https://example.org/a_(b) 与 http://b.org/?u=https://c.org，没有地址：//";
        let found: Vec<&str> = addresses(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["https://example.org/a_(b)", "http://b.org/?u=https://c.org"]);
        assert_eq!(without_scheme("https://www.example.org/a"), "example.org/a");
    }

    #[track_caller]
    fn check(address: &str, expect: Option<&str>) {
        assert_eq!(at_time(address, 90).as_deref(), expect, "{address}");
    }

    #[test]
    fn youtube_has_a_time_in_each_of_its_forms() {
        let watch = Some("https://www.youtube.com/watch?v=abc-_1&t=90s");
        check("https://www.youtube.com/watch?v=abc-_1", watch);
        check("https://www.youtube.com/watch?v=abc-_1&t=12s#t=5", watch);
        check("https://www.youtube.com/watch?t=12&v=abc-_1", watch);
        check("https://www.youtube.com/embed/abc-_1?start=3", watch);
        check("https://www.youtube.com/shorts/abc-_1", watch);
        check("https://www.youtube.com/live/abc-_1?feature=share", watch);
        check("https://www.youtube-nocookie.com/embed/abc-_1", watch);
        check(
            "http://m.youtube.com/watch?v=abc&list=PL1&index=2",
            Some("http://m.youtube.com/watch?v=abc&list=PL1&index=2&t=90s"),
        );
        check("https://youtu.be/abc", Some("https://youtu.be/abc?t=90s"));
        check("https://youtu.be/abc?si=x&t=3", Some("https://youtu.be/abc?si=x&t=90s"));
        check("youtu.be/abc", Some("youtu.be/abc?t=90s"));
    }

    #[test]
    fn bilibili_counts_in_plain_seconds() {
        check(
            "https://www.bilibili.com/video/BV1xx411c7mD",
            Some("https://www.bilibili.com/video/BV1xx411c7mD?t=90"),
        );
        check(
            "https://www.bilibili.com/video/BV1xx411c7mD/?p=2&t=7.5",
            Some("https://www.bilibili.com/video/BV1xx411c7mD/?p=2&t=90"),
        );
        check(
            "https://m.bilibili.com/bangumi/play/ep1",
            Some("https://m.bilibili.com/bangumi/play/ep1?t=90"),
        );
    }

    #[test]
    fn other_addresses_have_no_form_for_it() {
        for address in [
            "",
            "https://example.org/watch?v=abc",
            "https://www.youtube.com/@channel",
            "https://www.youtube.com/watch",
            "https://www.youtube.com/playlist?list=PL1",
            "https://notyoutube.com/watch?v=abc",
            "https://youtu.be/",
            "https://space.bilibili.com/1",
            "https://www.bilibili.com/read/cv1",
            "ftp://youtu.be/abc",
            "见 https://youtu.be/abc",
        ] {
            check(address, None);
        }
    }
}
