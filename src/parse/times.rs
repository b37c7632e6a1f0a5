//! When in the recording a record was said: the time stamp at its words, at the label above them, or at the innermost
//! heading that has one. Of a range of times it is the start.
//!
//! This goes by what a line says, whatever form has read it, so a new form needs nothing here.

use std::collections::{HashMap, HashSet};

use crate::language::name_shape;
use crate::markdown::Document;
use crate::model::{Frame, FrameKind};
use crate::parse::draft::Draft;
use crate::parse::frame::outline::{self, Outline};
use crate::parse::syntax::line::Line;
use crate::text::marks;
use crate::text::timestamp::{
    bracketed_clock, bracketed_clock_at_end, clock_at_end, clock_behind_name, is_digit, is_stamp, seconds,
    skip_stamps,
};

/// Seconds into the recording, by the index of a draft and of a section.
pub(crate) struct Times {
    pub(crate) drafts: Vec<Option<u32>>,
    pub(crate) sections: Vec<Option<u32>>,
}

/// A note as it has been read.
pub(crate) struct ReadNote<'n> {
    pub(crate) text: &'n str,
    pub(crate) document: &'n Document,
    pub(crate) outline: &'n Outline,
    pub(crate) lines: &'n [Line<'n>],
    pub(crate) frame: &'n [Frame],
    /// Of the recording, in seconds: a much later time is none of it.
    pub(crate) duration: Option<u32>,
}

/// Tells the time of each draft and each section.
pub(crate) fn read(note: &ReadNote<'_>, drafts: &[Draft]) -> Times {
    if !may_have_stamps(note.text) {
        return Times { drafts: vec![None; drafts.len()], sections: vec![None; note.outline.sections.len()] };
    }
    let reader = Reader::new(note, drafts);
    let headings = reader.headings();
    let own: Vec<Option<RecordStamp>> = drafts.iter().map(|draft| reader.of_draft(draft)).collect();
    let hours = hours_of_a_day(drafts.iter().map(|draft| draft.section).zip(&own));
    let hours_in_headings = hours_of_a_day(note.outline.sections.iter().map(|it| it.parent).zip(&headings));
    let settle = |stamp: &Option<RecordStamp>, is_hour: bool| {
        let stamp = stamp.as_ref().filter(|stamp| !(is_hour && stamp.is_doubtful))?;
        // Durations are often rounded.
        let end = note.duration.map(|duration| duration + duration / 10 + 60);
        end.is_none_or(|end| stamp.seconds <= end).then_some(stamp.seconds)
    };
    let mut sections: Vec<Option<u32>> = Vec::with_capacity(headings.len());
    for (heading, section) in headings.iter().zip(&note.outline.sections) {
        let around = section.parent.and_then(|parent| sections.get(parent).copied().flatten());
        sections.push(settle(heading, hours_in_headings.contains(&section.parent)).or(around));
    }
    let mut stamped: Vec<Option<u32>> = Vec::with_capacity(drafts.len());
    for (index, draft) in drafts.iter().enumerate() {
        let above = index.checked_sub(1).filter(|above| is_same_speech(&drafts[*above], draft));
        let above = above.and_then(|above| stamped[above]);
        stamped.push(settle(&own[index], hours.contains(&draft.section)).or(above));
    }
    let of_section = |draft: &Draft| draft.section.and_then(|section| sections[section]);
    let with_sections = stamped.into_iter().zip(drafts);
    let drafts = with_sections.map(|(time, draft)| time.or_else(|| of_section(draft))).collect();
    Times { drafts, sections }
}

/// Whether there is anything like a stamp; most notes have none, and nothing is worked out for these.
fn may_have_stamps(text: &str) -> bool {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let parts_digits = |colon: char| {
        let is_before = |at: usize| at.checked_sub(1).is_some_and(|before| is_digit(bytes.get(before)));
        text.match_indices(colon).any(|(at, _)| is_before(at) && is_digit(bytes.get(at + colon.len_utf8())))
    };
    // `[0.00s → 5.20s]`, `(0.5-4.2s)`
    let seconds = || text.match_indices('[').any(|(at, _)| is_digit(bytes.get(at + 1)));
    parts_digits(':') || parts_digits('：') || seconds() || text.contains("s)")
}

/// Whether one turn goes on with another: what stands at the first holds for both.
fn is_same_speech(above: &Draft, below: &Draft) -> bool {
    let (Some(one), Some(other)) = (above.turn(), below.turn()) else { return false };
    let is_together = above.group == below.group && above.section == below.section && !below.is_row;
    is_together && one.speaker.name().is_some() && one.speaker == other.speaker
}

/// A time stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RecordStamp {
    seconds: u32,
    /// `09:30` without brackets or a name may be an hour of the day.
    is_doubtful: bool,
}

impl RecordStamp {
    fn of(text: &str) -> Option<RecordStamp> {
        Some(RecordStamp { seconds: seconds(text)?, is_doubtful: false })
    }

    /// One without brackets.
    fn bare(text: &str) -> Option<RecordStamp> {
        let clock = text.split(|character: char| !(is_digit(character) || ":：.,".contains(character)));
        let first = clock.into_iter().find(|clock| !clock.is_empty())?;
        Some(RecordStamp { is_doubtful: first.matches([':', '：']).count() == 1, ..RecordStamp::of(first)? })
    }
}

/// The sections in which those that may be hours of a day are: all in working hours and on the five minutes, as in an
/// agenda.
fn hours_of_a_day<'s>(
    stamps: impl Iterator<Item = (Option<usize>, &'s Option<RecordStamp>)>,
) -> HashSet<Option<usize>> {
    let is_hour = |time: u32| (6..24).contains(&(time / 60)) && (time % 60).is_multiple_of(5);
    let mut by_section: HashMap<Option<usize>, bool> = HashMap::new();
    for (section, stamp) in stamps {
        if let Some(RecordStamp { seconds, is_doubtful: true }) = stamp {
            *by_section.entry(section).or_insert(true) &= is_hour(*seconds);
        }
    }
    by_section.into_iter().filter(|(_, are_hours)| *are_hours).map(|(section, _)| section).collect()
}

struct Reader<'n> {
    note: &'n ReadNote<'n>,
    /// Where each of the lines begins in the source.
    starts: Vec<usize>,
    /// Numbers of lines that label or introduce what stands below them.
    labels: HashSet<u32>,
}

impl<'n> Reader<'n> {
    fn new(note: &'n ReadNote<'n>, drafts: &[Draft]) -> Self {
        let starts = note.lines.iter().map(|line| line.inline.source(line.range.clone()).start).collect();
        let labels =
            note.frame.iter().filter(|piece| piece.kind == FrameKind::Label).map(|piece| piece.lines);
        let introducing = drafts.iter().filter(|draft| draft.introduces);
        let introducing = introducing.map(|draft| note.document.lines.span(&draft.span));
        let labels = labels.chain(introducing).flat_map(|lines| lines.first..=lines.last).collect();
        Reader { note, starts, labels }
    }

    /// The stamp of each section's heading.
    fn headings(&self) -> Vec<Option<RecordStamp>> {
        let mut by_block: HashMap<usize, &Line<'_>> = HashMap::new();
        for line in self.note.lines.iter().filter(|line| line.is_heading) {
            by_block.entry(line.block).or_insert(line);
        }
        let sections = self.note.outline.sections.iter();
        sections.map(|section| of_heading(by_block.get(&section.block)?.text())).collect()
    }

    fn of_draft(&self, draft: &Draft) -> Option<RecordStamp> {
        let Some(first) = self.line_at(draft.span.start) else { return self.of_row(draft) };
        let last = self.starts.partition_point(|start| *start < draft.span.end).saturating_sub(1);
        let lines = self.note.lines;
        let is_speech = draft.asks() || draft.turn().is_some();
        let own = of_line(&lines[first], is_speech).or_else(|| at_end(lines[last.max(first)].text()));
        // A label that no form has understood is the record's own first line, and its time the second.
        let below = lines.get(first + 1).filter(|_| last > first).map(Line::text);
        let own = own.or_else(|| below.filter(|line| is_stamp(line)).and_then(RecordStamp::of));
        own.or_else(|| self.above(first, is_speech))
    }

    /// The line that holds a byte of the source.
    fn line_at(&self, offset: usize) -> Option<usize> {
        let index = self.starts.partition_point(|start| *start <= offset).checked_sub(1)?;
        let line = &self.note.lines[index];
        (offset <= line.inline.source(line.range.clone()).end).then_some(index)
    }

    /// The stamp of the label above a line, which a name, a time or both may make up; of a time alone also where the line
    /// is nobody's speech.
    fn above(&self, index: usize, is_speech: bool) -> Option<RecordStamp> {
        /// A name, a time and a place.
        const MOST: usize = 3;
        for (line, start) in self.note.lines[..index].iter().zip(&self.starts).rev().take(MOST) {
            let text = line.text();
            if is_stamp(text) {
                return RecordStamp::of(text);
            }
            if !is_speech || !self.labels.contains(&self.note.document.lines.line(*start)) {
                return None;
            }
            if let Some(stamp) =
                of_line(line, true).or_else(|| at_end(text)).or_else(|| clock_after_name(text))
            {
                return Some(RecordStamp { is_doubtful: false, ..stamp });
            }
        }
        None
    }

    /// The stamp in a cell of a table's row, or at the end of one.
    fn of_row(&self, draft: &Draft) -> Option<RecordStamp> {
        let lines = &self.note.document.lines;
        let row = &self.note.text[lines.bytes(lines.span(&(draft.span.start..draft.span.start))).range()];
        if !row.contains('|') {
            return None;
        }
        let marks = [' ', '\t', '*', '`', '\\'];
        let cells = row.split('|').map(|cell| cell.trim_matches(marks));
        cells.filter(|cell| cell.contains([':', '：', '.'])).find_map(|cell| {
            // `[00:12](https://…)`
            let linked =
                cell.strip_prefix('[').and_then(|cell| cell.split_once("](")).map(|(words, _)| words);
            let cell = linked.unwrap_or(cell);
            match is_stamp(cell) {
                true if draft.turn().is_some() => RecordStamp::of(cell),
                true => RecordStamp::bare(cell),
                false => at_end(cell),
            }
        })
    }
}

/// The stamp at the words of a line: before them, at the name before them, or in a link. At somebody's speech there is no
/// doubt what it means.
fn of_line(line: &Line<'_>, is_speech: bool) -> Option<RecordStamp> {
    let text = line.text();
    let known = |stamp: RecordStamp| RecordStamp { is_doubtful: stamp.is_doubtful && !is_speech, ..stamp };
    if let Some(stamp) = at_start(text) {
        return Some(known(stamp));
    }
    if let Some(lead) = line.lead.as_ref().or(line.alone.as_ref()) {
        let head = &line.inline.text[line.range.start..lead.end];
        let name = head.trim_end().trim_end_matches(['：', ':', '∶', '﹕', '｜', '|', '-', '—', ' ']);
        if let Some(stamp) = in_brackets(head).or_else(|| clock_after_name(name).map(known)) {
            return Some(stamp);
        }
    }
    // A paragraph of a thousand lines may have as many links.
    let links = &line.inline.links;
    let first = links.partition_point(|(link, _)| link.end <= line.range.start);
    let linked = links[first..].iter().take_while(|(link, _)| link.start < line.range.end);
    linked
        .map(|(link, _)| &line.inline.text[link.clone()])
        .find(|words| is_stamp(words))
        .and_then(RecordStamp::of)
}

/// A stamp before the words of a line.
fn at_start(text: &str) -> Option<RecordStamp> {
    if is_stamp(text) {
        return RecordStamp::of(text);
    }
    let before = &text[..skip_stamps(text, 0, text.len())];
    let stamp = before[before.find(is_digit)?..].trim_end();
    if before.contains(|mark| marks::closing_bracket(mark).is_some()) {
        return RecordStamp::of(stamp);
    }
    RecordStamp::bare(stamp)
}

/// A stamp in brackets at the end of a line.
fn at_end(text: &str) -> Option<RecordStamp> {
    let text = text.trim_end().trim_end_matches(['。', '.', '；', ';', '，', ' ']);
    RecordStamp::of(&text[bracketed_clock_at_end(text)?..])
}

/// The first stamp in brackets.
fn in_brackets(text: &str) -> Option<RecordStamp> {
    let opens = text.char_indices().filter(|(_, mark)| marks::closing_bracket(*mark).is_some());
    opens.into_iter().find_map(|(at, _)| {
        let length = bracketed_clock(&text[at..])?;
        RecordStamp::of(&text[at..at + length])
    })
}

/// A clock that ends a name; after a day or a part of one it is an hour of that day.
fn clock_after_name(text: &str) -> Option<RecordStamp> {
    const DAYS: [&str; 9] = ["日", "号", "號", "早上", "晨", "上午", "中午", "下午", "晚上"];
    let text = text.trim_end();
    let start = clock_at_end(text).or_else(|| clock_behind_name(text))?;
    let before = text[..start].trim_end();
    // `说话人 1 00:12`
    let is_number = before.ends_with(|last: char| last.is_ascii_digit())
        && name_shape::numbered_label(before) != Some(before.len());
    let is_of_day = is_number || DAYS.iter().any(|day| before.ends_with(day));
    if is_of_day { None } else { RecordStamp::bare(&text[start..]) }
}

/// The stamp of a heading: in brackets, before its words or after them.
fn of_heading(text: &str) -> Option<RecordStamp> {
    let words = text[outline::number_end(text)..].trim();
    in_brackets(words).or_else(|| at_start(words)).or_else(|| clock_after_name(words))
}
