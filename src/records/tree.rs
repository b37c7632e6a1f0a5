//! Notes as trees: which headings a record stands below, and how many stand below each.

use crate::model::{Kind, Record};

/// A record's place among those of its note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TreePlace {
    /// The position of the innermost heading's record, a heading's own for a heading; 0 where there is none.
    pub section: usize,
    /// The position of the heading above that one; 0 where there is none.
    pub above: usize,
    /// How many records stand for or below it, itself counted.
    pub extent: usize,
}

/// The places of a note's records, which are in order; the first is the note's own.
pub fn tree_places<'r>(records: impl IntoIterator<Item = &'r Record>) -> Vec<TreePlace> {
    let records: Vec<&Record> = records.into_iter().collect();
    let mut places: Vec<TreePlace> = Vec::with_capacity(records.len());
    // The headings that are open, outermost first; the note's own record closes with its last one.
    let mut open: Vec<usize> = Vec::new();
    for (position, record) in records.iter().enumerate() {
        let is_above = |heading: usize| {
            let rest = record.section_number.strip_prefix(&*records[heading].section_number);
            heading == 0 || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        while let Some(heading) = open.pop_if(|heading| !is_above(*heading)) {
            places[heading].extent = position - heading;
        }
        if matches!(record.kind(), Kind::Note | Kind::Section) {
            open.push(position);
        }
        let mut innermost = open.iter().rev().copied();
        let section = innermost.next().unwrap_or_default();
        places.push(TreePlace { section, above: innermost.next().unwrap_or_default(), extent: 1 });
    }
    for heading in open {
        places[heading].extent = records.len() - heading;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use crate::topics::Vocabulary;

    #[test]
    fn a_heading_stands_for_all_below_it() {
        let text = "# 题\n\n头\n\n## 一\n\n话\n\n### 甲\n\n话\n\n## 二\n\n话\n";
        let note = parse("a.md", text, &Vocabulary::default());
        let places = tree_places(&note.records);
        let texts: Vec<&str> = note.records.iter().map(Record::text).collect();
        assert_eq!(texts, ["题", "题", "头", "一", "话", "甲", "话", "二", "话"]);
        let extents: Vec<_> = places.iter().map(|place| (place.section, place.extent)).collect();
        assert_eq!(extents, [(0, 9), (1, 2), (1, 1), (3, 4), (3, 1), (5, 2), (5, 1), (7, 2), (7, 1)]);
        let above: Vec<usize> = places.iter().map(|place| place.above).collect();
        assert_eq!(above, [0, 0, 0, 0, 0, 3, 3, 0, 0]);
    }
}
