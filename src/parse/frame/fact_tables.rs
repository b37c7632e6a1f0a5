//! Tables of facts whose header is none: it is the first fact, or the keys stand in it side by side.
//!
//! ```text
//! pairs = row+                       ; row = key value ( key value )?, the header too
//! wide  = key key+ , value value+    ; the header and the only row below it
//! ```

use super::metadata;
use super::metadata_keys::is_known_key;
use crate::markdown::{Inline, Row};

/// A key, its value and the row of the value.
type Fact<'r> = (&'r Inline, &'r Inline, &'r Row);

/// The facts of a table, if it holds nothing else and most of its keys are known.
pub(super) fn facts<'r>(header: &'r Row, rows: &'r [Row]) -> Option<Vec<Fact<'r>>> {
    let facts = match rows {
        [row] if are_keys(&header.cells) => {
            header.cells.iter().zip(&row.cells).map(|(key, value)| (key, value, row)).collect()
        }
        _ => pairs(header, rows)?,
    };
    let facts: Vec<Fact<'r>> =
        facts.into_iter().filter(|(key, value, _)| !(is_empty(key) && is_empty(value))).collect();
    let known = facts.iter().filter(|(key, ..)| is_key(key)).count();
    let is_fact = |(key, value, _): &Fact<'_>| {
        !is_empty(key) && !is_key(value) && !metadata::is_speech(key.text.trim(), value.text.trim())
    };
    (known * 2 > facts.len() && facts.len() > 1 && facts.iter().all(is_fact)).then_some(facts)
}

fn pairs<'r>(header: &'r Row, rows: &'r [Row]) -> Option<Vec<Fact<'r>>> {
    if !matches!(header.cells.len(), 2 | 4) || !header.cells.first().is_some_and(is_key) {
        return None;
    }
    let of_row = |row: &'r Row| row.cells.chunks_exact(2).map(move |pair| (&pair[0], &pair[1], row));
    Some(std::iter::once(header).chain(rows).flat_map(of_row).collect())
}

fn are_keys(cells: &[Inline]) -> bool {
    cells.len() > 1 && cells.iter().all(is_key)
}

/// Whether a cell holds a key that we know, be there a word before it for what it is of: 会议主题.
fn is_key(cell: &Inline) -> bool {
    const OCCASIONS: [&str; 3] = ["会议", "活动", "节目"];
    let key = cell.text.trim().trim_end_matches(['：', ':']);
    is_known_key(key) || OCCASIONS.iter().any(|occasion| key.strip_prefix(occasion).is_some_and(is_known_key))
}

fn is_empty(cell: &Inline) -> bool {
    cell.text.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{BlockKind, read};

    fn found(text: &str) -> Vec<(String, String)> {
        let document = read(text);
        let BlockKind::Table { header, rows } = &document.blocks[0].kind else { panic!("{text}") };
        let facts = facts(header, rows).unwrap_or_default();
        facts.iter().map(|(key, value, _)| (key.text.clone(), value.text.clone())).collect()
    }

    #[test]
    fn facts_need_no_header_of_their_own() {
        for text in [
            "| 会议时间 | 3月4日 |\n|---|---|\n| 主持人 | 周舟 |\n| 暗号 | 潮 |\n",
            "| 会议时间 | 3月4日 | 主持人 | 周舟 |\n|---|---|---|---|\n| 暗号 | 潮 | | |\n",
        ] {
            let expected = [("会议时间", "3月4日"), ("主持人", "周舟"), ("暗号", "潮")];
            let expected = expected.map(|(key, value)| (key.to_owned(), value.to_owned()));
            assert_eq!(found(text), expected, "{text}");
        }
        let wide = found("| 主持人 | 嘉宾 |\n|---|---|\n| 周舟 | 林远 |\n");
        assert_eq!(wide[1], ("嘉宾".to_owned(), "林远".to_owned()));
    }

    #[test]
    fn other_tables_hold_no_facts() {
        for text in [
            "| 嘉宾 | 主题 |\n|---|---|\n| 林远 | 潮 |\n| 周舟 | 灯 |\n",
            "| 时间 | 内容 |\n|---|---|\n| 3月4日 | 开航 |\n",
            "| 主持人 | 你几点起床？ |\n|---|---|\n| 嘉宾 | 四点。 |\n",
            "| 时间 | 地点 | 主题 |\n|---|---|---|\n| 上午 | 甲板 | 潮 |\n| 下午 | 舱 | 灯 |\n",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
