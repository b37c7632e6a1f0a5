//! What a short phrase after a dash says of quoted words, though it has no name's shape: `—— 客户`,
//! `—— 香农《通信的数学理论》`, `—— 摘自《乡镇影院口述史》`.

use crate::language::clause::{ends_in_saying, is_address, is_clause};
use crate::language::label::is_reaction;
use crate::language::name_shape::is_han;
use crate::language::{bare_name, behind_role, lexicon};

/// Where quoted words come from.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Provenance {
    /// This is who says them, in that work.
    Speaker { name: String, work: Option<String> },
    /// Somebody, or a book: not the guest.
    Others,
    /// It tells nothing of that.
    Unknown,
}

/// Reads the words after quoted ones. A longer phrase may be somebody as well, so nobody else is taken for the speaker
/// then.
pub(super) fn read(comment: &str) -> Provenance {
    const LONGEST: usize = 14;
    let comment = comment.trim();
    let source = comment.trim_start_matches(['—', '–', '―', '-']).trim().trim_end_matches(['。', '.']);
    // `某日报，2024年`
    let is_day = |words: &str| words.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let dated = source.split_once(['，', ',']).filter(|(_, behind)| is_day(behind));
    let is_dated = dated.is_some();
    let source = dated.map_or(source, |(source, _)| source.trim());
    // A work may have a longer title.
    let before_work = source.split('《').next().unwrap_or(source);
    let is_phrase = !source.is_empty()
        && before_work.chars().count() <= LONGEST
        && source.chars().count() <= 2 * LONGEST
        && source.chars().all(|character| character.is_alphanumeric() || " ·《》".contains(character));
    if comment.starts_with(source) || !is_phrase || is_clause(source) {
        return Provenance::Unknown;
    }
    // `摘自《乡镇影院口述史》`: the words are a book's.
    let is_taken_from = ["自", "见", "源于", "出处", "来源"]
        .iter()
        .any(|word| source.split('《').next().is_some_and(|before| before.trim_end().ends_with(word)));
    if is_taken_from || is_dated || lexicon::NO_NAMES.contains(source) {
        return Provenance::Others;
    }
    // `回答听众时所说` tells when it was said.
    let is_told = is_address(source) || ends_in_saying(source);
    if let Some(name) = behind_role::name(source).filter(|name| bare_name::is_full(name) && !is_told) {
        return Provenance::Speaker { name: name.to_owned(), work: Some(source.to_owned()) };
    }
    let (name, work) =
        source.split_once('《').map_or((source, None), |(name, work)| (name.trim(), Some(work)));
    let is_short = (2..=3).contains(&name.chars().count()) && name.chars().all(is_han);
    if is_reaction(name) {
        return Provenance::Unknown;
    }
    if is_short || work.is_some() && !name.is_empty() {
        return Provenance::Speaker { name: name.to_owned(), work: work.map(|work| format!("《{work}")) };
    }
    Provenance::Others
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_behind_a_dash_are_sources() {
        let speaker = |name: &str, work: Option<&str>| Provenance::Speaker {
            name: name.to_owned(),
            work: work.map(str::to_owned),
        };
        assert_eq!(read("—— 客户"), speaker("客户", None));
        assert_eq!(read("—— 香农《通信的数学理论》"), speaker("香农", Some("《通信的数学理论》")));
        assert_eq!(read("—— 摘自《乡镇影院口述史》"), Provenance::Others);
        assert_eq!(read("—— 一位退休的邮递员"), Provenance::Others);
        assert_eq!(read("—— 审计员李明"), speaker("李明", Some("审计员李明")));
        assert_eq!(read("——回答第三位听众时所说"), Provenance::Others);
        assert_eq!(read("客户"), Provenance::Unknown);
        assert_eq!(read("—— 这句话后来常被引用"), Provenance::Unknown);
    }
}
