//! Ruby (HTML Living Standard, 4.5.10): words with a gloss above them, `<ruby>世界模型<rt>World Model</rt></ruby>`. In a line of
//! text the gloss stands behind them in parentheses, as a browser without ruby shows it: 世界模型（World Model）.

use super::markup::ElementTag;

/// Where in a ruby element the text at hand stands.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ruby {
    /// In none.
    #[default]
    Outside,
    /// The words themselves.
    Base,
    /// Their gloss.
    Gloss,
    /// The parentheses for browsers without ruby.
    Fallback,
}

const OPEN: &str = "（";
const CLOSE: &str = "）";

impl Ruby {
    /// Goes over a tag: gives the mark that stands for it in the text, or none if the tag has nothing to do with ruby.
    ///
    /// A `</rt>` behind the words is taken for the `<rt>` that was meant: nothing else would part the two.
    pub(super) fn tag(&mut self, element: &ElementTag<'_>) -> Option<&'static str> {
        let name = element.name.to_ascii_lowercase();
        if *self == Ruby::Outside && name != "ruby" {
            return None;
        }
        let next = match (name.as_str(), element.closes) {
            ("ruby", true) => Ruby::Outside,
            ("ruby" | "rb" | "rtc", _) => Ruby::Base,
            ("rt", false) => Ruby::Gloss,
            ("rt", true) if *self == Ruby::Base => Ruby::Gloss,
            ("rt", true) => Ruby::Base,
            ("rp", false) => Ruby::Fallback,
            ("rp", true) => Ruby::Base,
            _ => return None,
        };
        let before = std::mem::replace(self, next);
        Some(match (before == Ruby::Gloss, next == Ruby::Gloss) {
            (false, true) => OPEN,
            (true, false) => CLOSE,
            _ => "",
        })
    }

    /// Whether a text here is nothing but a parenthesis that the marks stand for already.
    pub(super) fn is_said(self, text: &str) -> bool {
        self == Ruby::Fallback && !text.chars().any(char::is_alphanumeric)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with the marks in place of ruby's tags.
    fn read(mut source: &str) -> String {
        let mut ruby = Ruby::default();
        let mut text = String::new();
        while let Some(first) = source.chars().next() {
            let tag = ElementTag::read(source);
            let length = tag.as_ref().map_or(first.len_utf8(), |tag| tag.length);
            let (here, rest) = source.split_at(length);
            match tag.and_then(|tag| ruby.tag(&tag)) {
                Some(mark) => text.push_str(mark),
                None if ruby.is_said(here) => {}
                None => text.push_str(here),
            }
            source = rest;
        }
        text
    }

    #[test]
    fn a_gloss_stands_behind_its_words() {
        assert_eq!(read("名叫<ruby>林纳斯<rt>Linus</rt></ruby>的人"), "名叫林纳斯（Linus）的人");
        assert_eq!(read("<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>"), "漢（hàn）");
        assert_eq!(read("<RUBY>甲<RT>A</RUBY>乙"), "甲（A）乙");
    }

    #[test]
    fn a_tag_that_was_closed_for_opened_is_understood() {
        assert_eq!(read("<ruby>埃里克</rt>Eric</rt></ruby>说"), "埃里克（Eric）说");
    }

    #[test]
    fn tags_of_ruby_outside_of_it_are_text() {
        assert_eq!(read("甲<rt>乙"), "甲<rt>乙");
    }
}
