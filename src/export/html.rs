//! A page to hand on: one file with all it needs, which loads nothing and sends nothing.
//!
//! The notes are data in it, JSON in an element that is no script; `data/page/page.js` shows them as one asks for them. Two
//! walls stand between a note and whoever opens the page: its words become text nodes only, and the policy in its head lets
//! nothing run or load but the script and the style that the program was built with (their hashes are worked out then), and
//! lets no text become markup (Trusted Types).

mod data;
mod folding;

use std::io::{self, Write};

use self::data::PageData;
use super::extract::Extract;
use crate::render::Language;
use crate::text::width::{is_unsafe, one_line};

const STYLE: &str = include_str!("../../data/page/page.css");
const SCRIPT: &str = include_str!("../../data/page/page.js");

/// Writes a page with labels in a language. It is called by the title of its only note, else by what it holds.
///
/// # Errors
/// Only the writer's.
pub fn write_html(extract: &Extract, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let data = PageData::of(extract, language);
    let title = escape(&data.title);
    let json = script_data(&serde_json::to_string(&data)?);
    let (noscript, skip) = match language {
        Language::Chinese => ("这一页要用 JavaScript 才能显示；它不联网。", "跳到正文"),
        Language::English => {
            ("This page needs JavaScript to show itself; it asks for no network.", "Skip to the text")
        }
    };
    write!(
        out,
        "<!doctype html>\n\
         <html lang=\"zh-CN\">\n\
         <head>\n\
         <meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"townhall {version}\">\n\
         <title>{title}</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <style>{STYLE}</style>\n\
         </head>\n\
         <body>\n\
         <a class=\"skip\" href=\"#main\">{skip}</a>\n\
         <header><div class=\"bar\">\n\
         <a class=\"name\" href=\"#/\">{title}</a>\n\
         <form role=\"search\"><input id=\"query\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\">\n\
         <span id=\"buttons\"></span></form>\n\
         <nav id=\"menu\"></nav>\n\
         </div></header>\n\
         <main id=\"main\" tabindex=\"-1\"><noscript>{noscript}</noscript></main>\n\
         <script id=\"data\" type=\"application/json\">{json}</script>\n\
         <script>{SCRIPT}</script>\n\
         </body>\n\
         </html>\n",
        policy = policy(),
        version = env!("CARGO_PKG_VERSION"),
    )
}

/// What the page may do. Pictures are those in its own text: the empty one that keeps a browser from asking for an icon.
fn policy() -> String {
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        env!("TOWNHALL_PAGE_SCRIPT"),
        env!("TOWNHALL_PAGE_STYLE"),
    )
}

/// JSON that may stand in an element: nothing in it ends that or begins a comment, and nothing is obeyed by a terminal. `<` and
/// such stand in strings only, where an escape is the same.
fn script_data(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                safe.push_str(&format!("\\u{:04x}", u32::from(character)))
            }
            _ if is_unsafe(character) => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    safe.push_str(&format!("\\u{unit:04x}"));
                }
            }
            other => safe.push(other),
        }
    }
    safe
}

/// A text on one line as HTML.
fn escape(text: &str) -> String {
    one_line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_data_ends_its_element() {
        let json = serde_json::to_string("</script><!--<script>&\u{2028}\u{202e}\u{9b}\u{e0041}").unwrap();
        let safe = script_data(&json);
        assert!(!safe.contains(['<', '>', '&', '\u{2028}', '\u{202e}', '\u{9b}']), "{safe}");
        assert_eq!(
            serde_json::from_str::<String>(&safe).unwrap(),
            serde_json::from_str::<String>(&json).unwrap()
        );
    }

    #[test]
    fn a_title_is_text() {
        assert_eq!(escape("</title>\n\"<script>\" & x"), "&lt;/title&gt; &quot;&lt;script&gt;&quot; &amp; x");
    }

    #[test]
    fn the_program_s_own_parts_can_stand_in_their_elements() {
        for (part, end) in [(SCRIPT, "</script"), (SCRIPT, "<!--"), (STYLE, "</style")] {
            assert!(!part.to_ascii_lowercase().contains(end), "{end}");
        }
    }
}
