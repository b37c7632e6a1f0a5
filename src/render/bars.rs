//! Numbers as drawings: a bar for one, a sparkline for many.

/// A bar in eighths of a column, so that near numbers differ.
pub(super) fn bar(count: usize, most: usize, room: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (count * room * 8).div_ceil(most.max(1));
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

/// A sparkline of at most so many columns: one for each number, or for as many in a row as it takes. What is more than nothing
/// is drawn as such.
pub(super) fn sparkline(counts: &[usize], room: usize) -> String {
    const EIGHTHS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let each = counts.len().div_ceil(room.max(1)).max(1);
    let sums: Vec<usize> = counts.chunks(each).map(|chunk| chunk.iter().sum()).collect();
    let most = sums.iter().copied().max().unwrap_or_default().max(1);
    let level = |sum: usize| (sum * EIGHTHS.len()).div_ceil(most).checked_sub(1).map(|level| EIGHTHS[level]);
    sums.into_iter().map(|sum| level(sum).unwrap_or(' ')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        assert_eq!(bar(10, 10, 4), "████");
        assert_eq!(bar(5, 10, 4), "██");
        assert_eq!(bar(1, 1000, 4), "▏");
        assert_eq!(bar(0, 10, 4), "");
    }

    #[test]
    fn a_sparkline_has_a_column_for_each_number_or_for_several() {
        assert_eq!(sparkline(&[0, 1, 4, 8], 10), " ▁▄█");
        assert_eq!(sparkline(&[0, 1, 1000], 10), " ▁█");
        assert_eq!(sparkline(&[1, 1, 4, 4, 0], 3), "▂█ ");
        assert_eq!(sparkline(&[], 3), "");
        assert_eq!(sparkline(&[0, 0], 3), "  ");
    }
}
