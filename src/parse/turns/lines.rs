//! The walk over a note's blocks: every block becomes records or frame, in the order of the file.

use crate::text::marks;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use jiff::civil::Date;

use crate::markdown::{Block, BlockKind, Document, Inline, Item};
use crate::model::{FrameKind, PassageForm};

use crate::language::clause::{self, Teller};
use crate::parse::cast::{Cast, Openings};
use crate::parse::draft::{self, Drafts, tidy};
use crate::parse::frame::outline::{self, Outline, SectionPurpose};
use crate::parse::frame::table_kind::flat;
use crate::parse::syntax::lead::{self, Lead};
use crate::parse::syntax::quotation::{self, Speech};
use crate::parse::turns::announcement;
use crate::parse::turns::question_headings;
use crate::parse::turns::reading::{self, Place, Turn};
use crate::parse::turns::saying;

/// The walk's state.
pub(crate) struct Walk<'d> {
    pub(crate) text: &'d str,
    pub(crate) document: &'d Document,
    pub(crate) outline: &'d Outline,
    pub(crate) people: &'d Cast,
    /// The day the note was said on, from which 今年 counts.
    pub(crate) said: Option<Date>,
    /// The innermost section so far.
    pub(crate) section: Option<usize>,
    pub(crate) drafts: Drafts,
    pub(crate) turn: Turn,
    /// Number of the blockquote or run of turns at hand.
    pub(crate) group: u32,
    pub(crate) next_is_blockquote: bool,
    /// The next block is a paragraph of quoted words alone.
    pub(crate) next_is_quoted: bool,
    pub(crate) next_is_list: bool,
    /// Index of the block at hand among the document's.
    block: usize,
    /// A line `目录` has announced the table of contents.
    in_contents: bool,
    /// The blocks that ask though no label says so.
    asking: HashSet<usize>,
    /// With which names clauses begin, once that is asked for.
    openings: OnceCell<Openings<'d>>,
}

impl<'d> Walk<'d> {
    pub(crate) fn new(
        text: &'d str,
        document: &'d Document,
        outline: &'d Outline,
        people: &'d Cast,
        said: Option<Date>,
    ) -> Self {
        Walk {
            text,
            document,
            outline,
            people,
            said,
            section: None,
            drafts: Drafts::default(),
            turn: Turn::default(),
            group: 0,
            next_is_blockquote: false,
            next_is_quoted: false,
            next_is_list: false,
            block: 0,
            in_contents: false,
            asking: question_headings::blocks(document, outline, people),
            openings: OnceCell::new(),
        }
    }

    /// Reads all blocks but the `taken` ones, which the caller has read as metadata or footer.
    pub(crate) fn run(mut self, taken: &HashSet<usize>) -> Drafts {
        let mut next_section = 0;
        for (index, block) in self.document.blocks.iter().enumerate() {
            self.block = index;
            let next = self.document.blocks.get(index + 1).map(|block| &block.kind);
            self.next_is_blockquote = matches!(next, Some(BlockKind::Quote(_)));
            self.next_is_quoted = next.is_some_and(is_quoted);
            self.next_is_list = matches!(next, Some(BlockKind::List { .. }));
            if self.outline.sections.get(next_section).is_some_and(|section| section.block == index) {
                self.section = Some(next_section);
                next_section += 1;
                self.turn = Turn::default();
                self.group += 1;
                self.heading_question(block);
                self.ask_whole(index, block);
                continue;
            }
            if !taken.contains(&index) && !self.ask_whole(index, block) {
                self.top_block(block);
            }
        }
        self.drafts
    }

    fn top_block(&mut self, block: &Block) {
        if let Some(pending) = &mut self.turn.pending {
            if pending.blocks_left == 0 {
                self.turn.pending = None;
            } else if pending.blocks_left != u8::MAX {
                pending.blocks_left -= 1;
            }
        }
        let purpose = match self.outline.purpose(self.section) {
            _ if std::mem::take(&mut self.in_contents) => SectionPurpose::TableOfContents,
            purpose => purpose,
        };
        match &block.kind {
            BlockKind::Paragraph(inline) if self.next_is_list && outline::names_contents(&inline.text) => {
                self.in_contents = true;
                self.frame(FrameKind::TableOfContents, block.span.clone());
            }
            BlockKind::List { items, .. } if is_table_of_contents(items, purpose) => {
                for item in items {
                    self.frame(FrameKind::TableOfContents, item.span.clone());
                }
                let mut entries = Vec::new();
                collect_inlines(items, &mut entries);
                self.drafts.entries.extend(entries.into_iter().map(flat));
                let lines = self.drafts.contents.map_or(block.lines, |lines| lines.joined(block.lines));
                self.drafts.contents = Some(lines);
            }
            BlockKind::Paragraph(inline)
                if purpose == SectionPurpose::TableOfContents && is_all_links(inline) =>
            {
                self.frame(FrameKind::TableOfContents, block.span.clone());
            }
            _ => self.block(block, None),
        }
    }

    fn block(&mut self, block: &Block, bullet: Option<u8>) {
        let purpose = self.outline.purpose(self.section);
        let in_key = purpose == SectionPurpose::KeyQuotes;
        match &block.kind {
            BlockKind::Heading(_, inline) | BlockKind::Paragraph(inline) => {
                if purpose == SectionPurpose::Glossary && self.glossary_line(inline, None) {
                    return;
                }
                let place = Place {
                    in_blockquote: false,
                    in_key,
                    bullet,
                    in_dialogue: false,
                    form: PassageForm::Paragraph,
                };
                self.lead_in(inline);
                self.prose(inline, place);
            }
            BlockKind::Quote(blocks) => {
                // Whoever has taken plain paragraphs above does not speak in a blockquote below them.
                let takes_plain =
                    self.turn.pending.as_ref().is_some_and(|pending| pending.blocks_left == u8::MAX);
                if takes_plain
                    && self
                        .drafts
                        .list
                        .last()
                        .is_some_and(|draft| draft.group == self.group && draft.quote().is_some())
                {
                    self.turn.pending = None;
                }
                self.turn.going_on = None;
                self.group += 1;
                self.blockquote(blocks, in_key);
            }
            BlockKind::List { start, items } => self.list(*start, items, 0, false),
            BlockKind::Table { header, rows } => self.table(header, rows, block),
            BlockKind::Code(text) => self.verbatim(text, PassageForm::Code, block),
            BlockKind::Html(text) => self.verbatim(text, PassageForm::Html, block),
            BlockKind::Rule => {
                self.turn.quoting = false;
                self.turn.pending = None;
                self.turn.going_on = None;
                self.frame(FrameKind::Rule, block.span.clone());
            }
        }
    }

    fn blockquote(&mut self, blocks: &[Block], in_key: bool) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(inline) | BlockKind::Heading(_, inline) => {
                    let form = PassageForm::Remark;
                    self.prose(
                        inline,
                        Place { in_blockquote: true, in_key, bullet: None, in_dialogue: false, form },
                    );
                }
                BlockKind::List { start, items } => self.list(*start, items, 0, true),
                BlockKind::Quote(inner) => self.blockquote(inner, in_key),
                _ => self.block(block, None),
            }
        }
        self.end_of_blockquote();
    }

    /// Whether words that `mark` opened end in one of the blockquotes right below, before anybody else speaks.
    pub(crate) fn is_closed_below(&self, mark: char) -> bool {
        /// Words that go on for longer than these were never meant to.
        const MOST: usize = 4;
        let below = self.document.blocks.iter().skip(self.block + 1).take(MOST);
        let texts = below.map_while(|block| match &block.kind {
            BlockKind::Quote(blocks) => match &blocks[..] {
                [Block { kind: BlockKind::Paragraph(inline), .. }] => Some(inline),
                _ => None,
            },
            _ => None,
        });
        let mut texts = texts.take_while(|inline| {
            !inline.text.trim_start().starts_with(marks::opens_quotation)
                && lead::read(inline, 0..inline.text.len()).is_none()
        });
        texts.any(|inline| saying::closes_first(&inline.text, mark))
    }

    fn list(&mut self, start: Option<u64>, items: &[Item], depth: u8, in_blockquote: bool) {
        let purpose = self.outline.purpose(self.section);
        // Behind the turns under `**李明：**` a list of facts is nobody's speech.
        let has_spoken = self.turn.pending.as_ref().is_some_and(|pending| pending.takes_plain)
            && self.drafts.list.last().is_some_and(|last| last.group == self.group && last.quote().is_some());
        let is_label =
            |item: &Item| first_lead(item).is_some_and(|(lead, _)| !self.people.is_person(&lead.name, false));
        if has_spoken && items.iter().all(|item| self.is_fact(item)) && items.iter().any(is_label) {
            self.turn.pending = None;
        }
        let in_dialogue = !in_blockquote && items.iter().any(|item| self.asks(item));
        for (position, item) in items.iter().enumerate() {
            let number =
                start.and_then(|start| u32::try_from(start).ok()).map(|start| start + position as u32);
            let form = PassageForm::Bullet { depth, number };
            // Key quotes side by side are not one person's.
            self.group += u32::from(purpose == SectionPurpose::KeyQuotes && depth == 0 && !in_blockquote);
            for (index, block) in item.blocks.iter().enumerate() {
                match &block.kind {
                    BlockKind::Paragraph(inline) if index == 0 => {
                        if purpose == SectionPurpose::Glossary && self.glossary_line(inline, Some(item)) {
                            continue;
                        }
                        let in_key = purpose == SectionPurpose::KeyQuotes;
                        self.prose(
                            inline,
                            Place { in_blockquote, in_key, bullet: Some(depth), in_dialogue, form },
                        );
                    }
                    BlockKind::Paragraph(inline) => {
                        let form = PassageForm::Paragraph;
                        let place =
                            Place { in_blockquote, in_key: false, bullet: Some(depth), in_dialogue, form };
                        self.prose(inline, place);
                    }
                    BlockKind::List { start, items } => {
                        // A turn of its own bullets: what hangs below another bullet is not.
                        self.list(*start, items, depth.saturating_add(1), in_blockquote);
                    }
                    _ => self.block(block, Some(depth)),
                }
            }
        }
    }

    fn asks(&self, item: &Item) -> bool {
        first_lead(item)
            .is_some_and(|(lead, words)| announcement::asked_by(&lead.name, words, self.people).is_some())
    }

    /// Whether an item is a label in bold that nobody is known by, and words without quotation marks.
    fn is_fact(&self, item: &Item) -> bool {
        first_lead(item).is_some_and(|(lead, words)| {
            lead.is_bold
                && !words.is_empty()
                && !words.contains(marks::is_quotation)
                && !self.people.is_known(&lead.name)
        })
    }

    /// `### 问：……` and `## Q：……` ask as well as head.
    fn heading_question(&mut self, block: &Block) {
        let BlockKind::Heading(_, inline) = &block.kind else { return };
        let whole = 0..inline.text.len();
        if let Some(('Q', start)) = lead::read_letter(inline, whole.clone()) {
            let words = saying::trimmed(&inline.text, start..whole.end);
            self.push(draft::question(tidy(&inline.text[words.clone()]), None), inline.source(words));
            return;
        }
        let Some(lead) = lead::read(inline, whole) else { return };
        let words = inline.text[lead.end..].trim();
        if let Some(asker) = announcement::asked_by(&lead.name, words, self.people)
            && !words.is_empty()
        {
            let start =
                lead.end + (inline.text[lead.end..].len() - inline.text[lead.end..].trim_start().len());
            self.push(draft::question(tidy(words), asker), inline.source(start..start + words.len()));
        }
    }

    /// A heading or bold line that asks as a whole.
    fn ask_whole(&mut self, index: usize, block: &Block) -> bool {
        let (BlockKind::Heading(_, inline) | BlockKind::Paragraph(inline)) = &block.kind else {
            return false;
        };
        if !self.asking.contains(&index) {
            return false;
        }
        let start = outline::number_end(&inline.text);
        let words = saying::trimmed(&inline.text, start..inline.text.len());
        self.push(draft::question(tidy(&inline.text[words.clone()]), None), inline.source(words));
        true
    }

    /// `谈到成本时，李明这样说：` above a blockquote names its speaker; the paragraph stays a passage.
    fn lead_in(&mut self, inline: &Inline) {
        let text = inline.text.trim_end();
        if !(self.next_is_blockquote || self.next_is_quoted)
            || !text.ends_with(['：', ':'])
            || lead::read(inline, 0..text.len()).is_some()
        {
            return;
        }
        let text = text.to_owned();
        self.lead_in_line(&text);
    }

    /// Takes from a line above a blockquote who says what stands in it.
    pub(crate) fn lead_in_line(&mut self, line: &str) {
        let line = line.trim_end().trim_end_matches(['：', ':']);
        // `李姐（供应商）说：`: what stands in brackets is no part of the clause.
        let line = marks::without_brackets(line);
        let sentence = line.rsplit(['。', '！', '？', '\n']).next().unwrap_or(&line);
        let clause = sentence.rsplit(['，', '；', ',']).next().unwrap_or(sentence).trim();
        let named = self.people.named_in(sentence);
        let subject = sentence.rsplit(['，', '；', ',']).find_map(|clause| self.people.subject(clause));
        // `那天的学生后来成了导演，她写道：`: the pronoun is not the guest.
        let before = sentence.strip_suffix(clause).unwrap_or_default();
        let is_another =
            clause.starts_with(['他', '她']) && named.is_empty() && clause::tells_of_somebody(before);
        let teller = clause::unnamed_teller(sentence).filter(|_| named.is_empty());
        // `岑远给出了一个分析：`, of whom prose alone tells.
        let told_of = Some(clause)
            .filter(|clause| named.is_empty() && !(subject.is_some() && clause::is_saying(clause)))
            .filter(|_| self.quoted_blockquote_is_next())
            .and_then(|clause| self.openings.get_or_init(|| Openings::of(self.text)).name(clause));
        let cited = clause::cited(clause);
        let mut pending = match (self.people.lead_in(clause), &named[..]) {
            _ if cited.is_some() => reading::Pending::named(cited.unwrap_or_default()),
            (Some(name), [] | [_]) => reading::Pending::named(name),
            (None, [name]) => reading::Pending::named(name),
            // `门口下雨，李明把伞给了王芳，说：`
            (None, [] | [_, _, ..]) if subject.is_some() && clause::is_saying(clause) => {
                reading::Pending::named(subject.unwrap_or_default())
            }
            (None, []) if told_of.is_some() => reading::Pending::named(told_of.unwrap_or_default()),
            // `手机响了，她看了一眼，说：`: the verb is the pronoun's, which may well be the guest.
            _ if teller == Some(Teller::Pronoun) && clause::starts_with_saying(clause) => return,
            _ if is_another
                || teller == Some(Teller::Somebody) && !self.next_is_quoted
                || clause::tells_of_others(clause) =>
            {
                reading::Pending { is_others: true, blocks_left: 1, ..reading::Pending::default() }
            }
            // Words in quotation marks alone may be a slogan as well.
            _ if self.next_is_quoted && clause::is_saying_of_somebody(clause) => {
                reading::Pending { blocks_left: 1, ..reading::Pending::default() }
            }
            _ => return,
        };
        pending.asks = clause::ends_in_asking(clause);
        self.turn.pending = Some(pending);
    }

    /// Whether the next block is a blockquote that begins with quoted words.
    fn quoted_blockquote_is_next(&self) -> bool {
        self.document.blocks.get(self.block + 1).is_some_and(|block| match &block.kind {
            BlockKind::Quote(blocks) => {
                matches!(blocks.first(), Some(Block { kind: BlockKind::Paragraph(inline), .. })
                if inline.text.trim_start().starts_with(marks::opens_quotation))
            }
            _ => false,
        })
    }

    fn verbatim(&mut self, text: &str, form: PassageForm, block: &Block) {
        let words = text.trim_end();
        let is_comment_or_tag =
            form == PassageForm::Html && !without_tags(words).chars().any(char::is_alphanumeric);
        if is_comment_or_tag || words.trim().is_empty() {
            self.frame(FrameKind::Marks, block.span.clone());
        } else {
            self.push(draft::passage(words.to_owned(), form), block.span.clone());
        }
    }
}

/// The lead that opens an item's first line, and the words behind it.
fn first_lead(item: &Item) -> Option<(Lead, &str)> {
    let Some(Block { kind: BlockKind::Paragraph(inline), .. }) = item.blocks.first() else { return None };
    let line = 0..inline.text.find('\n').unwrap_or(inline.text.len());
    let lead = lead::read(inline, line.clone())?;
    let words = &inline.text[lead.end..line.end];
    Some((lead, words))
}

/// Whether a block is a paragraph of nothing but quoted words.
fn is_quoted(block: &BlockKind) -> bool {
    const FEWEST: usize = 8;
    let BlockKind::Paragraph(inline) = block else { return false };
    let text = inline.text.trim();
    text.starts_with(marks::opens_quotation)
        && matches!(quotation::read(text, true, &|_| false), Speech::Whole { words, .. }
            if text[words.clone()].chars().count() >= FEWEST)
        && !quotation::is_interrupted(text)
}

fn is_table_of_contents(items: &[Item], purpose: SectionPurpose) -> bool {
    let mut inlines = Vec::new();
    collect_inlines(items, &mut inlines);
    let all_links = !inlines.is_empty() && inlines.iter().all(|inline| is_all_links(inline));
    let to_page = inlines
        .iter()
        .filter(|inline| inline.links.iter().any(|(_, address)| address.starts_with('#')))
        .count();
    purpose == SectionPurpose::TableOfContents
        && (all_links || inlines.iter().all(|inline| inline.text.chars().count() <= 60))
        || all_links && inlines.len() >= 3 && to_page == inlines.len()
}

fn collect_inlines<'i>(items: &'i [Item], inlines: &mut Vec<&'i Inline>) {
    for item in items {
        for block in &item.blocks {
            match &block.kind {
                BlockKind::Paragraph(inline) => inlines.push(inline),
                BlockKind::List { items, .. } => collect_inlines(items, inlines),
                _ => {}
            }
        }
    }
}

/// Whether a text is links and nothing but numbers and marks beside them.
fn is_all_links(inline: &Inline) -> bool {
    let mut rest: Vec<Range<usize>> = Vec::new();
    let mut end = 0;
    for (link, _) in &inline.links {
        if link.start >= end {
            rest.push(end..link.start);
            end = link.end;
        }
    }
    rest.push(end..inline.text.len());
    !inline.links.is_empty()
        && rest.iter().all(|range| !inline.text[range.clone()].chars().any(char::is_alphabetic))
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut depth = 0;
    for character in html.chars() {
        match character {
            '<' => depth += 1,
            '>' if depth > 0 => depth -= 1,
            _ if depth == 0 => text.push(character),
            _ => {}
        }
    }
    text
}
