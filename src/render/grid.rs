//! Tables of short rows. The only place that names `comfy_table`, which draws the frame; the cells are wrapped here,
//! by Chinese rules, before it sees them.

use std::io;

use comfy_table::{CellAlignment, LineStyle, Table, TableStyle};

use super::Appearance;
use super::marks::{marked, unmark};
use super::style::{Page, Rich, Role};

/// A column of a table.
pub(super) struct Column {
    header: &'static str,
    flexible: bool,
    right: bool,
}

impl Column {
    /// A column whose cells are never wrapped.
    pub(super) fn rigid(header: &'static str) -> Column {
        Column { header, flexible: false, right: false }
    }

    /// A column whose cells wrap where room is short.
    pub(super) fn flexible(header: &'static str) -> Column {
        Column { header, flexible: true, right: false }
    }

    /// A column of numbers.
    pub(super) fn number(header: &'static str) -> Column {
        Column { header, flexible: false, right: true }
    }
}

/// A table before it is drawn.
pub(super) struct Grid {
    columns: Vec<Column>,
    rows: Vec<Vec<Rich>>,
    has_head: bool,
}

/// Columns of white space between two columns of the table.
const GAP: usize = 2;
/// As `comfy_table` has it: it puts one more column where the lines would cross.
const PADDING: u16 = 1;
/// A cell of more lines than this makes cards the better choice.
const MOST_LINES: usize = 3;
/// A column that wraps should have this much room, if it wants it,
const WANTED_ROOM: usize = 18;
/// and must have this much.
const LEAST_ROOM: usize = 12;

const FRAME: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

impl Grid {
    pub(super) fn new(columns: Vec<Column>) -> Grid {
        Grid { columns, rows: Vec::new(), has_head: true }
    }

    /// A table of what needs no names above its columns.
    pub(super) fn without_head(self) -> Grid {
        Grid { has_head: false, ..self }
    }

    /// Whether it can be drawn at all in so many columns.
    pub(super) fn has_room(&self, width: usize) -> bool {
        self.widths(width).is_some()
    }

    /// Adds a row; one cell per column.
    pub(super) fn add(&mut self, row: Vec<Rich>) {
        self.rows.push(row);
    }

    /// Whether every row is short in this many columns.
    pub(super) fn fits(&self, width: usize) -> bool {
        let Some(widths) = self.widths(width) else { return false };
        self.rows
            .iter()
            .flat_map(|row| row.iter().zip(&widths))
            .all(|(cell, &room)| cell.lines(room).len() <= MOST_LINES)
    }

    pub(super) fn write(&self, page: &mut Page<'_>) -> io::Result<()> {
        let Some(widths) = self.widths(page.appearance.width) else { return Ok(()) };
        let mut table = Table::new();
        let mut targets = Vec::new();
        let shown: Vec<usize> = (0..widths.len()).filter(|&column| widths[column] > 0).collect();
        if self.has_head {
            let heads = shown.iter().map(|&column| Rich::new(Role::Faint, self.columns[column].header));
            table.set_header(heads.map(|head| marked(&head, &mut targets)));
        }
        for row in &self.rows {
            table.add_row(shown.iter().map(|&column| {
                let lines = row[column].lines(widths[column]);
                let lines: Vec<String> = lines.iter().map(|line| marked(line, &mut targets)).collect();
                lines.join("\n")
            }));
        }
        table.load_style(FRAME);
        for (position, &column) in shown.iter().enumerate() {
            let last = position + 1 == shown.len();
            if let Some(drawn) = table.column_mut(position) {
                drawn.set_padding((0, if last { 0 } else { PADDING }));
                if self.columns[column].right {
                    drawn.set_cell_alignment(CellAlignment::Right);
                }
            }
        }
        for line in table.lines() {
            let Appearance { colour, links, .. } = page.appearance;
            page.raw(unmark(&line, colour, links, &targets).trim_end_matches(' '))?;
        }
        Ok(())
    }

    /// Room for each column, 0 for one that is empty; `None` where even the least is too much.
    fn widths(&self, width: usize) -> Option<Vec<usize>> {
        let natural: Vec<usize> = (0..self.columns.len()).map(|column| self.natural(column)).collect();
        let gaps = natural.iter().filter(|&&room| room > 0).count().saturating_sub(1) * GAP;
        let rigid: usize =
            self.columns.iter().zip(&natural).filter(|(it, _)| !it.flexible).map(|(_, room)| room).sum();
        let room = width.checked_sub(gaps + rigid)?;
        let wanted: usize = natural.iter().sum::<usize>() - rigid;
        if wanted <= room {
            return Some(natural);
        }
        // Each gets the least it can do with, then a share of what is left in proportion to what it still wants, so that
        // all need about as many lines.
        let flexible: Vec<usize> =
            (0..natural.len()).filter(|&column| self.columns[column].flexible).collect();
        // A path or an address that a column would cut is better off on a card.
        let whole =
            |column: usize| self.rows.iter().map(|row| row[column].longest_whole()).max().unwrap_or(0);
        let least = |most: usize| -> Vec<usize> {
            flexible.iter().map(|&column| natural[column].min(most.max(whole(column)))).collect()
        };
        let least = [WANTED_ROOM, LEAST_ROOM]
            .map(least)
            .into_iter()
            .find(|least| least.iter().sum::<usize>() <= room)?;
        let taken: usize = least.iter().sum();
        let mut widths = natural.clone();
        for (&column, least) in flexible.iter().zip(least) {
            widths[column] = least + (natural[column] - least) * (room - taken) / (wanted - taken);
        }
        Some(widths)
    }

    fn natural(&self, column: usize) -> usize {
        let widest = self.rows.iter().map(|row| row[column].columns()).max().unwrap_or(0);
        if widest == 0 { 0 } else { widest.max(crate::text::width::columns(self.columns[column].header)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Language;
    use crate::text::width::columns;

    fn grid() -> Grid {
        let mut grid = Grid::new(vec![Column::rigid("术语"), Column::flexible("解释"), Column::number("行")]);
        for (term, definition, line) in
            [("AGI", "通用人工智能", "7"), ("杰文斯悖论", "效率提高反而增加资源消耗的悖论", "123")]
        {
            grid.add(vec![
                Rich::new(Role::Strong, term),
                Rich::new(Role::Text, definition),
                Rich::new(Role::Place, line),
            ]);
        }
        grid
    }

    fn drawn(width: usize, colour: bool) -> String {
        let mut out = Vec::new();
        grid()
            .write(&mut Page::new(
                Appearance { width, colour, links: None, language: Language::Chinese },
                &mut out,
            ))
            .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_line_up() {
        let expect = "\
术语        解释                             行
───────────────────────────────────────────────
AGI         通用人工智能                      7
杰文斯悖论  效率提高反而增加资源消耗的悖论  123
";
        assert_eq!(drawn(80, false), expect);
    }

    #[test]
    fn cells_wrap_and_lines_stay_within_the_window() {
        for width in 31..60 {
            assert!(drawn(width, false).lines().all(|line| columns(line) <= width), "{width}");
        }
        assert!(drawn(33, false).lines().any(|line| line.starts_with(' ')));
    }

    #[test]
    fn colour_moves_nothing() {
        let coloured = drawn(40, true);
        assert!(coloured.contains('\u{1b}'));
        assert_eq!(crate::text::width::clean(&coloured), drawn(40, false));
    }

    #[test]
    fn a_path_that_a_column_would_cut_is_better_off_on_a_card() {
        let mut grid = Grid::new(vec![Column::flexible("名称"), Column::flexible("值")]);
        let path = Rich::path(Role::Text, "/home/a/.cache/townhall/built-in/3a29");
        grid.add(vec![Rich::new(Role::Text, "缓存"), path]);
        assert!(grid.fits(60));
        assert!(!grid.fits(40));
    }

    #[test]
    fn no_room_means_no_table() {
        assert!(grid().fits(60));
        assert!(!grid().fits(20));
    }
}
