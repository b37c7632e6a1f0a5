//! The query language.
//!
//! ```text
//! query   = { item }                      white space between items means "and"
//! item    = [ "-" ] ( filter | piece )    "-" leaves out what matches
//!         | piece { "OR" piece }          any of them
//! filter  = name ( ":" | "：" ) piece     name = kind | topic | speaker | person | note | section | since | until | date
//! piece   = phrase | word
//! phrase  = "…" | “…” | 「…」 | 『…』      taken as it is
//! word    = characters up to white space or an opening quotation mark
//! ```
//!
//! Full-width forms of all of these mean the same. Nothing is a syntax error: a quotation mark that is never closed,
//! a `-` or a filter without anything after it, an `OR` at an end are text like any other. Only a filter's value
//! can be wrong, and that is known when the library is.

use std::ops::Range;

use crate::text::{fold_text, normalise_text};

/// A parsed query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The whole input as it was typed.
    pub(super) typed: String,
    /// The same, normalised.
    pub(super) literal: String,
    /// What must be there: any one of each group.
    pub(super) groups: Vec<Vec<QueryPiece>>,
    /// Normalised runs that must not be there.
    pub(super) without: Vec<String>,
    /// Conditions on what a record is.
    pub(super) filters: Vec<FilterPiece>,
}

/// A word or phrase of a query.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct QueryPiece {
    /// Normalised; never empty.
    pub(super) text: String,
    /// Whether it stood in quotation marks and so must occur as it is.
    pub(super) phrase: bool,
}

/// A filter with its value as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FilterPiece {
    pub(super) name: FilterName,
    pub(super) value: String,
    /// Bytes of the query that hold the value.
    pub(super) place: Range<usize>,
    /// Bytes of the query that hold all of it.
    pub(super) whole: Range<usize>,
}

/// The names of filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FilterName {
    /// `kind:`
    Kind,
    /// `topic:`
    Topic,
    /// `speaker:`
    Speaker,
    /// `note:`
    Note,
    /// `section:`
    Section,
    /// `since:`
    Since,
    /// `until:`
    Until,
    /// `date:`
    Date,
}

/// Every filter with its names, of which the first is the proper one.
const FILTERS: [(FilterName, &[&str]); 8] = [
    (FilterName::Kind, &["kind", "种类"]),
    (FilterName::Topic, &["topic", "主题", "话题"]),
    (FilterName::Speaker, &["speaker", "person", "发言人", "说话人", "人物"]),
    (FilterName::Note, &["note", "笔记"]),
    (FilterName::Section, &["section", "章节"]),
    (FilterName::Since, &["since", "自"]),
    (FilterName::Until, &["until", "至"]),
    (FilterName::Date, &["date", "日期"]),
];

/// Opening quotation marks and what closes them.
const QUOTES: [(char, char); 7] =
    [('"', '"'), ('“', '”'), ('”', '”'), ('「', '」'), ('『', '』'), ('＂', '＂'), ('〝', '〞')];

/// A filter value that names nothing, or several things where one is wanted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} {} `{value}`", if *.is_ambiguous { "ambiguous" } else { "unknown" }, .name.noun())]
pub struct QueryError {
    /// The whole query as it was typed.
    pub query: String,
    /// The filter.
    pub name: FilterName,
    /// Its value as given.
    pub value: String,
    /// Where the value stands in the query, in bytes.
    pub place: Range<usize>,
    /// Whether it fits several things.
    pub is_ambiguous: bool,
    /// Those that it fits, else values that exist, the nearest first.
    pub known: Vec<String>,
}

impl FilterName {
    /// What a value of it is called.
    fn noun(self) -> &'static str {
        match self {
            FilterName::Since | FilterName::Until | FilterName::Date => "time",
            _ => self.as_str(),
        }
    }

    /// The filter that a query calls so.
    pub fn named(name: &str) -> Option<FilterName> {
        let name = fold_text(name);
        FILTERS.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(filter, _)| *filter)
    }

    /// All names of filters, each with the proper one.
    pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
        FILTERS.iter().flat_map(|(_, names)| names.iter().map(|name| (*name, names[0])))
    }

    /// What a query calls it.
    pub fn as_str(self) -> &'static str {
        FILTERS.iter().find(|(name, _)| *name == self).map_or("filter", |(_, names)| names[0])
    }
}

impl Query {
    /// Reads a query. Any text is one.
    pub fn parse(text: &str) -> Query {
        let mut parser = Parser { text, at: 0, query: Query::default() };
        parser.run();
        Query { typed: text.to_owned(), literal: normalise_text(text), ..parser.query }
    }

    /// The query that looks for this text and nothing else, whatever marks are in it.
    pub(super) fn text(text: &str) -> Query {
        let literal = normalise_text(text);
        let piece = QueryPiece { text: literal.clone(), phrase: false };
        let groups = if literal.is_empty() { Vec::new() } else { vec![vec![piece]] };
        Query { typed: text.to_owned(), literal, groups, ..Query::default() }
    }

    /// The query that asks for what both do.
    #[must_use]
    pub fn and(&self, other: &Query) -> Query {
        Query::parse(format!("{} {}", self.typed, other.typed).trim())
    }

    /// Whether it asks for words, or for records without some.
    pub fn has_words(&self) -> bool {
        !self.groups.is_empty() || !self.without.is_empty()
    }

    /// What must not be there although it reads like a condition: `kind:quote` of `-kind:quote`.
    pub(super) fn negated_filters(&self) -> impl Iterator<Item = &str> {
        let reads_so =
            |run: &&String| run.split_once(':').is_some_and(|(name, _)| FilterName::named(name).is_some());
        self.without.iter().filter(reads_so).map(String::as_str)
    }

    /// Whether it has conditions on what a record is.
    pub fn has_filters(&self) -> bool {
        !self.filters.is_empty()
    }

    /// The bytes of the input that each condition takes, in order.
    pub fn filter_places(&self) -> impl Iterator<Item = Range<usize>> {
        self.filters.iter().map(|filter| filter.whole.clone())
    }

    /// Whether it asks for nothing at all.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.without.is_empty() && self.filters.is_empty()
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    query: Query,
}

impl<'a> Parser<'a> {
    fn run(&mut self) {
        let mut joined = false;
        loop {
            self.skip_spaces();
            if self.rest().is_empty() {
                break;
            }
            if self.or() {
                joined = true;
                continue;
            }
            if self.negative() || self.filter() {
                joined = false;
                continue;
            }
            let Some(piece) = self.piece() else { continue };
            match self.query.groups.last_mut() {
                Some(group) if joined => group.push(piece),
                _ => self.query.groups.push(vec![piece]),
            }
            joined = false;
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_spaces(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Takes an `OR` that stands between two pieces.
    fn or(&mut self) -> bool {
        let word = self.rest().split(char::is_whitespace).next().unwrap_or_default();
        let after = self.at + word.len();
        let between = !self.query.groups.is_empty() && !self.text[after..].trim().is_empty();
        let found = between && matches!(word, "OR" | "ＯＲ");
        if found {
            self.at = after;
        }
        found
    }

    /// Takes `-piece`.
    fn negative(&mut self) -> bool {
        let Some(rest) = self.rest().strip_prefix(['-', '－', '−']) else { return false };
        if rest.is_empty() || rest.starts_with(|next: char| next.is_whitespace() || next == '-') {
            return false;
        }
        self.at = self.text.len() - rest.len();
        let piece = self.piece();
        self.query.without.extend(piece.map(|piece| piece.text));
        true
    }

    /// Takes `name:piece`.
    fn filter(&mut self) -> bool {
        let rest = self.rest();
        let Some(colon) = rest.find([':', '：']) else { return false };
        let known = FilterName::named(&rest[..colon]);
        let after = self.at + colon + rest[colon..].chars().next().map_or(1, char::len_utf8);
        let Some(name) = known else { return false };
        if self.text[after..].chars().next().is_none_or(char::is_whitespace) {
            return false;
        }
        let whole = self.at;
        self.at = after;
        let start = self.at;
        let value = match self.quoted() {
            Some(inner) => inner.to_owned(),
            None => self.take_word().to_owned(),
        };
        self.query.filters.push(FilterPiece { name, value, place: start..self.at, whole: whole..self.at });
        true
    }

    fn piece(&mut self) -> Option<QueryPiece> {
        let (text, phrase) = match self.quoted() {
            Some(inner) => (inner, true),
            None => (self.take_word(), false),
        };
        let text = normalise_text(text);
        (!text.is_empty()).then_some(QueryPiece { text, phrase })
    }

    /// Takes a phrase whose quotation marks are both there and hold something.
    fn quoted(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let open = rest.chars().next()?;
        let (_, close) = QUOTES.iter().find(|(mark, _)| *mark == open)?;
        let inner = &rest[open.len_utf8()..];
        let end = inner.find(*close)?;
        if inner[..end].trim().is_empty() {
            return None;
        }
        self.at += open.len_utf8() + end + close.len_utf8();
        Some(&inner[..end])
    }

    /// Takes characters up to white space or to a phrase; the first character whatever it is.
    fn take_word(&mut self) -> &'a str {
        let rest = self.rest();
        let start = self.at;
        let end = rest
            .char_indices()
            .skip(1)
            .find(|&(at, character)| {
                character.is_whitespace() || {
                    let mut ahead = Parser { text: self.text, at: start + at, query: Query::default() };
                    ahead.quoted().is_some()
                }
            })
            .map_or(rest.len(), |(at, _)| at);
        self.at += end;
        &rest[..end]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Groups joined by ` & `, alternatives by `|`, phrases in `<>`, then what must not be there and the filters.
    #[track_caller]
    fn check(input: &str, expect: &str) {
        let query = Query::parse(input);
        let piece = |piece: &QueryPiece| match piece.phrase {
            true => format!("<{}>", piece.text),
            false => piece.text.clone(),
        };
        let group = |group: &Vec<QueryPiece>| group.iter().map(piece).collect::<Vec<_>>().join("|");
        let mut parts = vec![query.groups.iter().map(group).collect::<Vec<_>>().join(" & ")];
        parts.extend(query.without.iter().map(|run| format!("-{run}")));
        parts.extend(query.filters.iter().map(|filter| format!("{}={}", filter.name.as_str(), filter.value)));
        parts.retain(|part| !part.is_empty());
        assert_eq!(parts.join("; "), expect, "{input}");
    }

    #[test]
    fn words_are_joined_by_and() {
        check("招聘 放缓", "招聘 & 放缓");
        check("招聘　放缓", "招聘 & 放缓");
        check("", "");
    }

    #[test]
    fn every_quotation_mark_makes_a_phrase() {
        for input in
            ["\"推理 成本\"", "“推理 成本”", "「推理 成本」", "『推理 成本』", "＂推理 成本＂", "”推理 成本”"]
        {
            check(input, "<推理 成本>");
        }
        check("降低“推理成本”的", "降低 & <推理成本> & 的");
    }

    #[test]
    fn unclosed_and_empty_phrases_are_text() {
        check("\"推理", "\"推理");
        check("说“推理", "说“推理");
        check("\"\"", "\"\"");
    }

    #[test]
    fn minus_leaves_out() {
        check("东京 -秘密", "东京; -秘密");
        check("东京 －“秘密 会议”", "东京; -秘密 会议");
        check("gen-itgc a - b -- -", "gen-itgc & a & - & b & -- & -");
    }

    #[test]
    fn or_joins_its_neighbours() {
        check("安全 OR 生物 风险", "安全|生物 & 风险");
        check("a OR b OR “c d”", "a|b|<c d>");
        check("OR a OR", "or & a & or");
        check("a or b", "a & or & b");
    }

    #[test]
    fn filters_take_either_colon() {
        check("kind:quote 安全", "安全; kind=quote");
        check("topic：safety", "topic=safety");
        check("speaker:“Sam Altman”", "speaker=Sam Altman");
        check("ｋｉｎｄ：语录", "kind=语录");
        check("since:去年 until：“last month”", "since=去年; until=last month");
        check("http://x kind: topic：", "http://x & kind: & topic:");
        check("person:altman 日期：2026-01", "speaker=altman; date=2026-01");
    }

    #[test]
    fn full_width_input_is_folded() {
        check("ＧＴＭ　ＡＩ时代", "gtm & ai时代");
    }

    proptest! {
        #[test]
        fn no_input_panics(text in "\\PC{0,30}|[-\"“”「」: ：ORa一kind]{0,20}") {
            let query = Query::parse(&text);
            for filter in &query.filters {
                prop_assert!(text.get(filter.place.clone()).is_some());
            }
        }
    }
}
