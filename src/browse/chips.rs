//! The conditions of a query, which are shown apart and taken away one by one.

use super::words;
use crate::render::Language;
use crate::search::Query;
use crate::text::width::columns;

/// Each condition as it was typed.
pub(super) fn chips(query: &str) -> Vec<&str> {
    Query::parse(query).filter_places().map(|place| &query[place]).collect()
}

/// How a condition is shown.
pub(super) fn label(chip: &str) -> String {
    format!("[{chip}]")
}

/// The condition that is shown in a column of the foot, where each stands a space behind what is before it.
pub(super) fn at(query: &str, column: u16, language: Language) -> Option<usize> {
    let mut end = columns(words::HINT.in_language(language));
    chips(query).into_iter().position(|chip| {
        let start = end + 1;
        end = start + columns(&label(chip));
        (start..end).contains(&usize::from(column))
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
        let found = |column| at(query, column, Language::Chinese);
        assert_eq!(found(hint), None);
        assert_eq!(found(hint + 1), Some(0));
        assert_eq!(found(hint + 12), Some(0));
        assert_eq!(found(hint + 13), None);
        assert_eq!(found(hint + 14), Some(1));
        assert_eq!(found(hint + 26), None);
    }
}
