//! The conditions of a query, which are shown apart and taken away one by one.

use super::words;
use crate::render::Language;
use crate::search::Query;
use crate::text::width::{columns, shortened};

/// What stands behind the last condition: the key that takes it away.
pub(super) const KEY: &str = " x";

/// A condition where the foot shows it.
pub(super) struct Chip {
    /// From 0.
    pub(super) line: usize,
    /// From 0.
    pub(super) column: usize,
    pub(super) label: String,
}

/// Each condition as it was typed.
pub(super) fn chips(query: &str) -> Vec<&str> {
    Query::parse(query).filter_places().map(|place| &query[place]).collect()
}

/// The conditions in lines of so many columns, each a space behind what is before it, in the first line the hint. One that is
/// longer than a line is shortened.
pub(super) fn placed(query: &str, width: u16, language: Language) -> Vec<Chip> {
    let room = usize::from(width).saturating_sub(columns(KEY));
    let (mut line, mut end) = (0, columns(words::HINT.in_language(language)));
    let placed = chips(query).into_iter().map(|chip| {
        let label = shortened(&format!("[{chip}]"), room);
        let needed = columns(&label);
        let column = if end + 1 + needed <= room {
            end + 1
        } else {
            line += 1;
            0
        };
        end = column + needed;
        Chip { line, column, label }
    });
    placed.collect()
}

/// How many lines the foot has with these conditions.
pub(super) fn height(query: &str, width: u16, language: Language) -> u16 {
    let last = placed(query, width, language).last().map_or(0, |chip| chip.line);
    u16::try_from(last + 1).unwrap_or(u16::MAX)
}

/// The condition that is shown in a line and a column of the foot.
pub(super) fn at(query: &str, place: (u16, u16), width: u16, language: Language) -> Option<usize> {
    let (line, column) = (usize::from(place.0), usize::from(place.1));
    placed(query, width, language).iter().position(|chip| {
        chip.line == line && (chip.column..chip.column + columns(&chip.label)).contains(&column)
    })
}

/// The query without one of its conditions; `None` where it has not so many.
pub(super) fn without(query: &str, number: usize) -> Option<String> {
    let place = Query::parse(query).filter_places().nth(number)?;
    let pieces = [query[..place.start].trim(), query[place.end..].trim()];
    Some(pieces.join(" ").trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_told_and_taken_away_one_by_one() {
        let query = "推理 kind:quote 成本 speaker：“Sam Altman”";
        assert_eq!(chips(query), ["kind:quote", "speaker：“Sam Altman”"]);
        assert_eq!(without(query, 0).unwrap(), "推理 成本 speaker：“Sam Altman”");
        let one = without(query, 1).unwrap();
        assert_eq!(one, "推理 kind:quote 成本");
        assert_eq!(without(&one, 0).unwrap(), "推理 成本");
        assert_eq!(without("推理 成本", 0), None);
    }

    #[test]
    fn conditions_are_found_where_they_are_shown() {
        let query = "推理 kind:quote topic:安全";
        let hint = u16::try_from(columns(words::HINT.in_language(Language::Chinese))).unwrap();
        let found = |column| at(query, (0, column), 80, Language::Chinese);
        assert_eq!(found(hint), None);
        assert_eq!(found(hint + 1), Some(0));
        assert_eq!(found(hint + 12), Some(0));
        assert_eq!(found(hint + 13), None);
        assert_eq!(found(hint + 14), Some(1));
        assert_eq!(found(hint + 26), None);
    }

    #[test]
    fn conditions_that_have_no_room_stand_in_further_lines() {
        let query = "推理 kind:quote topic:安全 speaker:一个很长很长的名字一个很长很长的名字";
        let lines = |width| {
            let placed = placed(query, width, Language::Chinese);
            placed.iter().map(|chip| (chip.line, chip.column)).collect::<Vec<_>>()
        };
        let hint = columns(words::HINT.in_language(Language::Chinese));
        assert_eq!(lines(120), [(0, hint + 1), (0, hint + 14), (0, hint + 27)]);
        assert_eq!(lines(40), [(0, hint + 1), (1, 0), (2, 0)]);
        assert_eq!(height(query, 40, Language::Chinese), 3);
        assert_eq!(height("推理", 40, Language::Chinese), 1);
        assert_eq!(at(query, (2, 5), 40, Language::Chinese), Some(2));
        assert_eq!(at(query, (2, 39), 40, Language::Chinese), None);
        for width in 0..50 {
            let placed = placed(query, width, Language::Chinese);
            let end = placed.iter().map(|chip| chip.column + columns(&chip.label)).max().unwrap();
            assert!(width < 4 || end + columns(KEY) <= usize::from(width), "{width}");
        }
    }
}
