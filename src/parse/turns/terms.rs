//! Terms in the running text of a glossary: which of its paragraphs define one, and which headwords have their definition
//! in the paragraph below.
//!
//! ```text
//! term = paragraph of headwords with definitions       ; an item below one of these is none
//!      | definition list
//!      | headword paragraph                            ; bold alone, an item, or a heading below the glossary's own
//! ```

use super::definition_lists::{self, FoundTerm};
use crate::language::clause;
use crate::parse::cast::Cast;
use crate::parse::frame::outline::{Outline, SectionPurpose};
use crate::parse::lines::{Paragraph, Piece};
use crate::parse::syntax::headword::Headword;
use crate::parse::syntax::line::{Line, tidy};
use crate::parse::tables::glossary;

/// What earlier paragraphs of a glossary left open.
#[derive(Default)]
pub(super) struct Terms {
    /// A headword whose definition is the next paragraph, and where it stands.
    headword: Option<(Headword, Option<usize>)>,
    /// How deep the last item is that is a term.
    depth: Option<u8>,
    /// The glossary whose headings are its headwords.
    headed: Option<usize>,
}

impl Terms {
    /// A heading opens a section; `rest` stands below it. In a glossary each heading is a headword where all are, which is
    /// so where nothing but paragraphs stands below them.
    pub(super) fn heading(
        &mut self,
        outline: &Outline,
        section: usize,
        rest: &[Piece<'_>],
        lines: &[Line<'_>],
    ) {
        const LONGEST: usize = 30;
        (self.headword, self.depth) = (None, None);
        let found = &outline.sections[section];
        let is_glossary = |section: usize| outline.purpose(Some(section)) == SectionPurpose::Glossary;
        if !is_glossary(section) {
            self.headed = None;
        } else if !found.parent.is_some_and(is_glossary) {
            let is_within = |piece: &&Piece<'_>| match piece {
                Piece::Heading { section, .. } => outline.sections[*section].parent.is_some_and(is_glossary),
                _ => true,
            };
            let mut below = rest.iter().take_while(is_within);
            self.headed = below.all(|piece| may_be_headed(piece, lines)).then_some(section);
        } else if found.parent == self.headed
            && found.title.chars().count() <= LONGEST
            && !found.title.starts_with("关于")
        {
            self.headword = Some((glossary::of_heading(&found.title), None));
        }
    }

    /// Reads a paragraph of a glossary; `rest` stands below it. `None` where it is no term's.
    pub(super) fn paragraph(
        &mut self,
        paragraph: &Paragraph<'_>,
        lines: &[Line<'_>],
        rest: &[Piece<'_>],
        cast: &Cast,
    ) -> Option<Vec<FoundTerm>> {
        let own = &lines[paragraph.lines.clone()];
        if paragraph.in_glossary
            && !paragraph.opens_item
            && let Some(found) = definition_lists::read(paragraph.inline)
        {
            self.headword = None;
            return Some(found);
        }
        // Pandoc puts a blank line between them.
        if paragraph.in_glossary
            && paragraph.place.bullet.is_none()
            && let [Piece::Block(_), Piece::Paragraph(below), ..] = rest
            && let Some(headword) = definition_lists::loose(paragraph.inline, below.inline)
        {
            let start = own.first().map(|line| line.inline.source(line.range.clone()).start);
            self.headword = Some((headword, start));
            return Some(Vec::new());
        }
        let depth = paragraph.place.bullet.filter(|_| paragraph.opens_item);
        if let Some((headword, start)) = self.headword.take()
            && let Some(first) = own.first()
            && !clause::is_editorial(first.text())
        {
            let text = &paragraph.inline.text;
            let span = paragraph.inline.source(first.start..text.trim_end().len());
            let span = start.unwrap_or(span.start)..span.end;
            let definition = definition_lists::without_colon(text);
            let contents = glossary::contents(&headword, &tidy(definition).replace('\n', " "));
            return Some(contents.into_iter().map(|content| (content, span.clone())).collect());
        }
        // Somebody who talks is no headword.
        let talks = |line: &Line<'_>| {
            line.lead.as_ref().is_some_and(|lead| cast.talks(&lead.name) && cast.is_person(&lead.name, false))
        };
        if !paragraph.in_glossary || own.first().is_some_and(talks) {
            return None;
        }
        let is_within_term = match (depth, self.depth) {
            (Some(depth), Some(term)) => depth > term,
            _ => false,
        };
        if is_within_term {
            return None;
        }
        self.depth = None;
        let found = glossary::lines(own, paragraph.opens_item);
        if found.is_some() {
            self.depth = depth;
        } else if let Some(headword) = glossary::headword(own)
            && is_defined(paragraph, lines, rest)
        {
            self.depth = depth;
            self.headword =
                Some((headword, own.first().map(|line| line.inline.source(line.range.clone()).start)));
            return Some(Vec::new());
        }
        found
    }
}

/// Whether a piece may stand in a glossary whose headings are its headwords.
fn may_be_headed(piece: &Piece<'_>, lines: &[Line<'_>]) -> bool {
    match piece {
        Piece::Heading { .. } | Piece::Block(_) | Piece::Rule(_) => true,
        Piece::Paragraph(paragraph) => {
            let own = &lines[paragraph.lines.clone()];
            paragraph.place.bullet.is_none()
                && glossary::lines(own, false).is_none()
                && glossary::headword(own).is_none()
        }
        _ => false,
    }
}

/// Whether the paragraph below one may be the definition of the headword that it is.
fn is_defined(headword: &Paragraph<'_>, lines: &[Line<'_>], rest: &[Piece<'_>]) -> bool {
    // A block announces a paragraph at the outermost level, a list the first item of one within an item.
    let below = match rest {
        [Piece::Block(_), Piece::Paragraph(below), ..] if !headword.opens_item => below,
        [Piece::ListStart(_), Piece::Paragraph(below), ..] if headword.opens_item => below,
        [Piece::Paragraph(below), ..] => below,
        _ => return false,
    };
    may_define(headword, below, lines)
}

fn may_define(headword: &Paragraph<'_>, below: &Paragraph<'_>, lines: &[Line<'_>]) -> bool {
    let own = &lines[below.lines.clone()];
    let is_place = match (headword.place.bullet, below.place.bullet) {
        (None, None) => true,
        (Some(above), Some(depth)) => depth > above || depth == above && !below.opens_item,
        _ => false,
    };
    let Some(first) = own.first() else { return false };
    is_place && glossary::headword(own).is_none() && !clause::is_editorial(first.text())
}
