//! The first line: the name of the program, and what the library is where that has no pane.

use super::question::Shelf;
use super::words;
use crate::render::Language;
use crate::text::width::columns;

/// The name of the program.
pub(super) const NAME: &str = " townhall ";

/// The shelves that a line of so many columns shows: all, or where they have no room the chosen one.
pub(super) fn shelves(width: u16, chosen: usize, language: Language) -> Vec<(usize, String)> {
    let name =
        |(number, shelf): (usize, Shelf)| (number, format!(" {}", words::shelf(shelf).in_language(language)));
    let all: Vec<(usize, String)> = Shelf::ALL.into_iter().enumerate().map(name).collect();
    let needed = columns(NAME) + all.iter().map(|(_, name)| columns(name)).sum::<usize>();
    if needed <= usize::from(width) { all } else { all.into_iter().skip(chosen).take(1).collect() }
}

/// The shelf whose name stands in a column.
pub(super) fn shelf_at(column: u16, width: u16, chosen: usize, language: Language) -> Option<usize> {
    let mut end = columns(NAME);
    let here = shelves(width, chosen, language).into_iter().find(|(_, name)| {
        let start = end;
        end += columns(name);
        (start..end).contains(&usize::from(column))
    });
    here.map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shelves_are_found_where_they_are_shown() {
        let found = |column, width| shelf_at(column, width, 4, Language::Chinese);
        assert_eq!(found(3, 80), None);
        assert_eq!(found(11, 80), Some(0));
        assert_eq!(found(16, 80), Some(1));
        assert_eq!(found(70, 80), None);
        assert_eq!(found(11, 30), Some(4));
    }
}
