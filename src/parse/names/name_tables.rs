//! Names that a table puts side by side by its header.
//!
//! ```text
//! header = "|" … name-column … other-name-column … "|"    ; `| 姓名 | 英文名 |`
//! row    = "|" … name … other-name … "|"
//! ```

use super::full::core;
use super::pairs::{Of, Pair};
use crate::language::{bare_name, lexicon};
use crate::text::lines;

/// The pairs in the tables of a text.
pub(super) fn in_tables(text: &str) -> Vec<Pair<'_>> {
    let mut found = Vec::new();
    let mut columns: Option<(usize, usize)> = None;
    let mut is_header = true;
    for line in lines(text) {
        let Some(cells) = cells(line) else {
            (columns, is_header) = (None, true);
            continue;
        };
        if is_header {
            (columns, is_header) = (of_names(&cells), false);
        } else if let Some((name, other)) = columns {
            found.extend(pair(text, &cells, name, other));
        }
    }
    found
}

fn cells(line: &str) -> Option<Vec<&str>> {
    let row = line.trim().strip_prefix('|')?;
    Some(row.strip_suffix('|').unwrap_or(row).split('|').map(str::trim).collect())
}

/// The columns of names and of other names.
fn of_names(header: &[&str]) -> Option<(usize, usize)> {
    const NAMES: [&str; 6] = ["姓名", "名字", "嘉宾", "人物", "讲者", "name"];
    let place = |is_it: &dyn Fn(&str) -> bool| {
        header.iter().position(|cell| is_it(&cell.trim_matches('*').trim().to_lowercase()))
    };
    let name = place(&|cell| NAMES.contains(&cell))?;
    Some((name, place(&|cell| lexicon::OTHER_NAMES.contains(cell))?))
}

fn pair<'t>(text: &'t str, cells: &[&'t str], name: usize, other: usize) -> Option<Pair<'t>> {
    let cell =
        |column: usize| Some(core(cells.get(column)?.trim_matches('*'))).filter(|name| !name.is_empty());
    let (one, other) = (cell(name)?, cell(other)?);
    let is_one = !other.contains(['、', '，', ',', '/', '；', ';']);
    let of = if bare_name::is_full(other) { Of::Person } else { Of::PersonInShort };
    let at = one.as_ptr() as usize - text.as_ptr() as usize;
    (is_one && bare_name::is_full(one)).then_some(Pair { one, other, of, at })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_names_say_who_is_who() {
        let text = "| 姓名 | 职务 | 英文名 |\n|---|---|---|\n| 林远 | 船长 | **Henry Lin** |\n| 周舟 | 大副 | |\n\n| 嘉宾 | 翻译 |\n|---|---|\n| 林远 | 吴澜 |\n";
        let pairs: Vec<_> = in_tables(text).into_iter().map(|pair| (pair.one, pair.other, pair.of)).collect();
        assert_eq!(pairs, [("林远", "Henry Lin", Of::Person)]);
    }
}
