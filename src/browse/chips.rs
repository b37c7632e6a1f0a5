//! The conditions of a query, which are shown apart and taken away one by one.

use crate::search::Query;

/// Each condition as it was typed.
pub(super) fn chips(query: &str) -> Vec<&str> {
    Query::parse(query).filter_places().map(|place| &query[place]).collect()
}

/// The query without its last condition; `None` where it has none.
pub(super) fn without_last(query: &str) -> Option<String> {
    let last = Query::parse(query).filter_places().last()?;
    let pieces = [query[..last.start].trim(), query[last.end..].trim()];
    Some(pieces.join(" ").trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_told_and_taken_away_from_the_end() {
        let query = "推理 kind:quote 成本 speaker：“Sam Altman”";
        assert_eq!(chips(query), ["kind:quote", "speaker：“Sam Altman”"]);
        let one = without_last(query).unwrap();
        assert_eq!(one, "推理 kind:quote 成本");
        assert_eq!(without_last(&one).unwrap(), "推理 成本");
        assert_eq!(without_last("推理 成本"), None);
    }
}
