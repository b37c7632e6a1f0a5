//! The table as it is packed; `tests/tools/dictionary.py` packs it.
//!
//! ```text
//! file   = "THD1" count:u32 ( end:u32 length:u8 first-key )*count block*       ; numbers are little-endian
//! block  = deflate( ( shared:u8 rest-of-key TAB common [ TAB names ] LF )* )
//! ```
//!
//! Keys are sorted as bytes. `end` is where a block ends, counted from the start of the first; `shared` is how many bytes a
//! key has in common with the one before it in its block. `common` and `names` are headwords with spaces between them.

use std::collections::HashMap;
use std::io::{self, Read};
use std::ops::Range;

use flate2::read::DeflateDecoder;

static BUILT_IN: &[u8] = include_bytes!("../../data/dictionary/english.bin");

/// What stands under a key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Headwords {
    pub(super) common: Vec<String>,
    /// Those whose gloss is written as a name.
    pub(super) names: Vec<String>,
}

/// The table, with the blocks that were unpacked so far.
pub(super) struct Table {
    /// The first key of each block and where it lies in `blocks`.
    index: Vec<(&'static [u8], Range<usize>)>,
    blocks: &'static [u8],
    unpacked: HashMap<usize, Vec<u8>>,
}

impl Table {
    pub(super) fn built_in() -> io::Result<Self> {
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, "the built-in dictionary is damaged");
        Self::read(BUILT_IN).ok_or_else(damaged)
    }

    fn read(bytes: &'static [u8]) -> Option<Self> {
        let (count, mut rest) = number(bytes.strip_prefix(b"THD1")?)?;
        let mut index = Vec::with_capacity(count);
        let mut start = 0;
        for _ in 0..count {
            let (end, after) = number(rest)?;
            let (&length, after) = after.split_first()?;
            let (first, after) = after.split_at_checked(length.into())?;
            index.push((first, start..end));
            (start, rest) = (end, after);
        }
        Some(Table { index, blocks: rest, unpacked: HashMap::new() })
    }

    /// What stands under a key, which is in lower case.
    pub(super) fn find(&mut self, key: &str) -> io::Result<Option<Headwords>> {
        let after = self.index.partition_point(|(first, _)| *first <= key.as_bytes());
        let Some(block) = after.checked_sub(1) else { return Ok(None) };
        let mut found = None;
        for_each_row(self.block(block)?, |there, row| {
            if there == key.as_bytes() {
                found = Some(headwords(row));
            }
            there < key.as_bytes()
        });
        Ok(found)
    }

    /// A block, unpacked.
    fn block(&mut self, number: usize) -> io::Result<&[u8]> {
        if !self.unpacked.contains_key(&number) {
            let packed = self.blocks.get(self.index[number].1.clone());
            let packed = packed.ok_or(io::ErrorKind::UnexpectedEof)?;
            let mut rows = Vec::new();
            DeflateDecoder::new(packed).read_to_end(&mut rows)?;
            self.unpacked.insert(number, rows);
        }
        Ok(&self.unpacked[&number])
    }
}

/// A number at the start of some bytes, and what follows.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (number, rest) = bytes.split_first_chunk()?;
    Some((u32::from_le_bytes(*number) as usize, rest))
}

/// Gives each key of a block with its headwords, in order, for as long as `goes_on`.
fn for_each_row(block: &[u8], mut goes_on: impl FnMut(&[u8], &[u8]) -> bool) {
    let mut key: Vec<u8> = Vec::new();
    let mut rest = block;
    while let Some((&shared, after)) = rest.split_first() {
        // `shared` may be any byte, a line feed among them; what follows has none but the row's own.
        let end = after.iter().position(|byte| *byte == b'\n').unwrap_or(after.len());
        let (row, next) = after.split_at(end);
        rest = next.get(1..).unwrap_or_default();
        let tab = row.iter().position(|byte| *byte == b'\t').unwrap_or(row.len());
        key.truncate(shared.into());
        key.extend_from_slice(&row[..tab]);
        if !goes_on(&key, row.get(tab + 1..).unwrap_or_default()) {
            return;
        }
    }
}

fn headwords(row: &[u8]) -> Headwords {
    let row = String::from_utf8_lossy(row);
    let words = |part: &str| part.split_ascii_whitespace().map(str::to_owned).collect();
    let (common, names) = row.split_once('\t').unwrap_or((&row, ""));
    Headwords { common: words(common), names: words(names) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every key of the table with what stands under it, in order.
    fn rows() -> Vec<(String, Headwords)> {
        let mut table = Table::built_in().unwrap();
        let mut rows = Vec::new();
        for number in 0..table.index.len() {
            for_each_row(table.block(number).unwrap(), |key, row| {
                rows.push((String::from_utf8(key.to_vec()).unwrap(), headwords(row)));
                true
            });
        }
        rows
    }

    #[test]
    fn keys_are_sorted_and_begin_their_blocks() {
        let rows = rows();
        assert!(rows.len() > 75_000, "{}", rows.len());
        assert!(rows.windows(2).all(|two| two[0].0 < two[1].0));
        let table = Table::built_in().unwrap();
        assert!(table.index.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1.end == two[1].1.start));
        assert_eq!(table.index.last().unwrap().1.end, table.blocks.len());
        let keys: Vec<&[u8]> = rows.iter().map(|(key, _)| key.as_bytes()).collect();
        assert!(table.index.iter().all(|(first, _)| keys.binary_search(first).is_ok()));
    }

    #[test]
    fn every_key_is_found_again() {
        let mut table = Table::built_in().unwrap();
        // Each is found by walking its block, so all of them would take minutes without optimisation.
        for (key, expect) in rows().into_iter().step_by(13) {
            assert_eq!(table.find(&key).unwrap(), Some(expect), "{key}");
        }
        for number in 0..table.index.len() {
            let first = String::from_utf8(table.index[number].0.to_vec()).unwrap();
            assert!(table.find(&first).unwrap().is_some(), "{first}");
        }
    }

    #[test]
    fn rows_hold_what_the_readme_says() {
        for (key, Headwords { common, names }) in rows() {
            let headwords: Vec<&String> = common.iter().chain(&names).collect();
            assert!(!headwords.is_empty(), "{key}");
            assert!(
                headwords.iter().all(|word| (1..=5).contains(&word.chars().count())),
                "{key}: {headwords:?}"
            );
            assert!(key.split(' ').count() <= 3 && key == key.to_lowercase(), "{key}");
        }
    }

    #[test]
    fn the_table_was_made_with_the_additions_of_today() {
        let mut table = Table::built_in().unwrap();
        let additions = include_str!("../../data/dictionary/additions.txt");
        let rows: Vec<&str> = additions.lines().filter(|line| !line.starts_with('#')).collect();
        let key = |row: &str| row.split('\t').next().map(str::to_lowercase);
        assert!(rows.windows(2).all(|two| key(two[0]) < key(two[1])));
        for row in rows {
            let (key, words) = row.split_once('\t').unwrap();
            let found = table.find(&key.to_lowercase()).unwrap().unwrap_or_default();
            let is_name = key.starts_with(char::is_uppercase);
            let headwords = if is_name { &found.names } else { &found.common };
            for word in words.split(' ') {
                assert!(headwords.iter().any(|known| known == word), "{word} of {key}: {found:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_found_or_not(key in "[a-z' ]{0,20}|\\PC{0,10}") {
            let mut table = Table::built_in().unwrap();
            if let Some(Headwords { common, names }) = table.find(&key).unwrap() {
                prop_assert!(!common.is_empty() || !names.is_empty());
            }
        }

        #[test]
        fn damage_is_told_and_never_a_panic(cut in 0usize..4096) {
            let Some(mut table) = Table::read(&BUILT_IN[..cut]) else { return Ok(()) };
            prop_assert!(table.find("robot").is_err());
        }
    }
}
