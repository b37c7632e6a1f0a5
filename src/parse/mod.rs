//! Block tree -> records and diagnostics. Never fails, does no I/O.
//!
//! A note is read in four steps:
//!
//! 1. `outline`: its headings, their tree, and what each section is for;
//! 2. `metadata`, `titled` and `people`: the facts about the recording, the guest in the title, and who is who (`prose`
//!    tells of those whom sentences alone name);
//! 3. `walk`: every block in order becomes records or frame: `turns` and `led` read speech and dialogue (`announce`
//!    tells what a lead announces, `saying` makes the records), `tables` claims, glossaries and tables of quotes, and
//!    whatever is left becomes passages (`leftover`), so that no line is lost;
//! 4. `resolve`: what only the whole note tells (answers, implied speakers; `repeats`: the same words
//!    again), then ids and topics.
//!
//! `lead`, `speech`, `names`, `dates` and `horizon` are the small grammars beneath; each states its grammar
//! above its code. What is in traditional characters is read in simplified ones (`traditional`). No rule here knows
//! the words of one note: lists (`words`) hold words of the language.

mod announce;
mod asking;
mod cast;
mod dates;
mod draft;
mod horizon;
mod lead;
mod led;
mod leftover;
mod mention;
mod metadata;
mod names;
mod outline;
mod people;
mod prose;
mod repeats;
mod resolve;
mod rows;
mod saying;
mod speech;
mod tables;
mod titled;
mod told;
mod traditional;
mod turns;
mod twins;
mod walk;
mod words;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use crate::markdown::{self, Block, BlockKind, Document, Inline};
use crate::model::{
    Attribution, Body, ByteSpan, Diagnostic, Frame, FrameKind, LineSpan, Note, ParsedNote, Record, RecordId,
    Section,
};
use crate::topics::Vocabulary;

use draft::{Draft, Drafts};
use metadata::Cast;
use outline::{Outline, Role};
use people::People;
use traditional::Traditional;
use walk::Walk;

/// Reads one note. `path` is its place within the library, with `/`: record ids depend on it, and a note without any
/// title is named after it.
pub fn parse(path: &str, text: &str, vocabulary: &Vocabulary) -> ParsedNote {
    // Lines of old Macs end in a carriage return alone. Both line ends are one byte, so every offset holds.
    let line_feeds;
    let is_old = text.contains('\r') && !text.contains('\n');
    let text = if is_old {
        line_feeds = text.replace('\r', "\n");
        &line_feeds
    } else {
        text
    };
    let traditional = Traditional::of(text);
    let text = traditional.as_ref().map_or(text, Traditional::simplified);
    let document = markdown::read(text);
    let mut outline = outline::read(&document, last_line(text, &document));
    let mut note = Note::default();
    let mut cast = Cast::default();
    let mut frame = Facts::default();
    let front_title = frame.read(&document, &outline, &mut note, &mut cast);
    note.file_title.clone_from(&outline.file_title);
    note.title = outline.title.clone().or(front_title).unwrap_or_else(|| title_of_path(path));
    if cast.guests.is_empty() {
        let titles = [note.title.as_str()].into_iter().chain(note.file_title.as_deref());
        cast.titled = titled::guest(titles, text).filter(|name| !cast.hosts.contains(name));
    }
    let words = frame_words(&note);
    let people = People::gather(&document, text, &words, cast);
    let Drafts { list, frame: walked, diagnostics, contents, entries } =
        Walk::new(text, &document, &outline, &people, note.date).run(&frame.taken);
    let mut drafts = list;
    note.contents_lines = contents;
    note.contents = entries;
    frame.frame.extend(walked);
    frame.diagnostics.extend(diagnostics);
    leftover::keep_labels(text, &document, &outline, &mut drafts, &mut frame.frame);
    leftover::keep_lines(text, &document, &outline, &mut drafts, &mut frame.frame);
    resolve::asking_turns(&mut drafts, &people);
    resolve::heading_aliases(&mut drafts, &outline);
    resolve::speakers(&mut drafts, &outline, &people, text);
    let answers = resolve::answers(&drafts, &outline, &people);
    drafts.iter_mut().zip(answers).for_each(|(draft, answer)| draft.question = answer);
    add_speakers(&mut note, &drafts);
    if let Some(traditional) = &traditional {
        traditional.give_back_note(&mut note);
        traditional.give_back_outline(&mut outline, |block| document.blocks[block].span.clone());
        drafts.iter_mut().for_each(|draft| traditional.give_back_draft(draft));
    }
    let records = records(path, text, &document, &outline, note, drafts, vocabulary);
    frame.frame.sort_by_key(|frame| frame.lines);
    frame.diagnostics.sort_by_key(|diagnostic| diagnostic.lines);
    ParsedNote { records, frame: frame.frame, diagnostics: frame.diagnostics }
}

/// What is read before the walk: the blocks that are metadata or footer.
#[derive(Default)]
struct Facts {
    taken: HashSet<usize>,
    frame: Vec<Frame>,
    diagnostics: Vec<Diagnostic>,
    /// A key whose names stand in the next block.
    open: Option<String>,
}

impl Facts {
    /// Takes metadata and footers into the note. Returns the front matter's title.
    fn read(
        &mut self,
        document: &Document,
        outline: &Outline,
        note: &mut Note,
        cast: &mut Cast,
    ) -> Option<String> {
        let mut title = None;
        if let Some((yaml, lines)) = &document.front_matter {
            title = metadata::take_front_matter(yaml, note, cast);
            self.frame.push(Frame { lines: *lines, kind: FrameKind::FrontMatter });
        }
        let first_content = outline
            .sections
            .iter()
            .find(|section| !section.is_title)
            .map_or(usize::MAX, |section| section.block);
        let mut section = None;
        let mut has_content = false;
        for (index, block) in document.blocks.iter().enumerate() {
            let next = section.map_or(0, |section: usize| section + 1);
            if outline.sections.get(next).is_some_and(|section| section.block == index) {
                section = Some(next);
                continue;
            }
            let is_metadata = outline.role(section) == Role::Metadata;
            let is_top = index < first_content && !has_content;
            let is_taken = match &block.kind {
                BlockKind::Table { header, rows }
                    if is_metadata && header.cells.len() == 2 || is_top && metadata::is_header(header) =>
                {
                    let mut rows: Vec<_> = rows.iter().collect();
                    if !metadata::is_header(header) {
                        // A table without a header proper begins with its first fact.
                        rows.insert(0, header);
                    }
                    for row in rows {
                        if let [key, value, ..] = &row.cells[..] {
                            let problem =
                                metadata::take(&tables::flat(key), &tables::flat(value), note, cast);
                            if let Some((_, address)) = value.links.first() {
                                metadata::take_link(&key.text, address, note);
                            }
                            let lines = document.lines.span(&row.span);

                            self.diagnostics.extend(problem.map(|problem| Diagnostic { lines, problem }));
                        }
                    }
                    true
                }
                BlockKind::List { .. } | BlockKind::Paragraph(_) | BlockKind::Quote(_)
                    if is_metadata || is_top =>
                {
                    self.facts(document, block, is_metadata, note, cast)
                }
                BlockKind::Paragraph(inline) => {
                    (inline.emphasised || index + 3 >= document.blocks.len())
                        && metadata::take_footer(inline.text.trim(), note)
                }
                _ => false,
            };
            let is_frame = match &block.kind {
                BlockKind::Rule | BlockKind::Html(_) => true,
                // `> 本文根据直播整理。` above the facts is the editor's.
                BlockKind::Quote(blocks) => is_top && blocks.iter().all(is_remark),
                // The first line may be the title of a note without headings; facts stand below it.
                BlockKind::Paragraph(inline) => index == 0 && section.is_none() && is_title(&inline.text),
                _ => false,
            };
            has_content |= !is_taken && !is_frame;
            if is_taken {
                self.taken.insert(index);
                let kind = if is_metadata || is_top {
                    let lines = note.metadata_lines.map_or(block.lines, |lines| lines.joined(block.lines));
                    note.metadata_lines = Some(lines);
                    FrameKind::Metadata
                } else {
                    if let BlockKind::Paragraph(inline) = &block.kind {
                        note.footer.extend(inline.text.lines().map(|line| line.trim().to_owned()));
                    }
                    FrameKind::Footer
                };
                self.frame.push(Frame { lines: block.lines, kind });
            }
        }
        title
    }

    /// Reads a list or paragraph of `key：value` lines, if every line is one and its keys are known.
    fn facts(
        &mut self,
        document: &Document,
        block: &Block,
        is_metadata: bool,
        note: &mut Note,
        cast: &mut Cast,
    ) -> bool {
        let mut facts = FactLines { open: self.open.take(), lines: Vec::new() };
        if !facts.collect(document, block) {
            return false;
        }
        let FactLines { open, lines: facts } = facts;
        if facts.is_empty() {
            return false;
        }
        let known = facts.iter().filter(|(key, _, _)| metadata::is_known_key(key)).count();
        if known * 2 < facts.len() || !is_metadata && known == 0 {
            return false;
        }
        // Above the first section somebody may be speaking: `主持人：你几点起床？` is no fact.
        if !is_metadata && facts.iter().any(|(key, value, _)| metadata::is_speech(key, value)) {
            return false;
        }
        self.open = open;
        for (key, value, lines) in facts {
            let problem = metadata::take(&key, &value, note, cast);
            self.diagnostics.extend(problem.map(|problem| Diagnostic { lines, problem }));
        }
        true
    }
}

/// Whether a paragraph reads like a title: one short line that is no sentence.
fn is_title(text: &str) -> bool {
    const LONGEST: usize = 60;
    let text = text.trim();
    let is_sentence = text.ends_with(['。', '！', '？', '.', '!', '?', '；', '，', '：', ':']);
    !is_sentence && !text.contains('\n') && text.chars().count() <= LONGEST
}

/// The facts of a block, line by line.
struct FactLines {
    /// A key such as 嘉宾 without a value: the names follow on lines of their own.
    open: Option<String>,
    lines: Vec<(String, String, LineSpan)>,
}

/// Whether a block of a blockquote is a sentence without quotation marks or a lead.
fn is_remark(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(inline)
        if !inline.text.contains(speech::is_quotation) && lead::read(inline, 0..inline.text.len()).is_none())
}

impl FactLines {
    /// Collects the facts of a block; `false` where one of its lines is none.
    fn collect(&mut self, document: &Document, block: &Block) -> bool {
        match &block.kind {
            BlockKind::Paragraph(inline) => inline
                .lines()
                .flat_map(|line| lead::part_at_bold(inline, line))
                .all(|line| self.line(document, inline, line)),
            BlockKind::List { items, .. } => {
                items.iter().all(|item| item.blocks.iter().all(|block| self.collect(document, block)))
            }
            BlockKind::Quote(blocks) => blocks.iter().all(|block| self.collect(document, block)),
            _ => false,
        }
    }

    fn line(&mut self, document: &Document, inline: &Inline, line: Range<usize>) -> bool {
        let text = inline.text[line.clone()].trim();
        let lines = document.lines.span(&inline.source(line.clone()));
        let Some(lead) = lead::read(inline, line.clone()) else {
            return match &self.open {
                Some(key) if metadata::is_name_line(text) => {
                    self.lines.push((key.clone(), text.to_owned(), lines));
                    true
                }
                _ => text.is_empty(),
            };
        };
        let value = &inline.text[lead.end..line.end];
        if value.starts_with(speech::is_opening) {
            // `**发言人2**：“……”` is somebody speaking.
            return false;
        }
        let key = match lead.qualifier {
            Some(qualifier) => format!("{}（{qualifier}）", lead.name),
            None => lead.name,
        };
        let value = value.trim().trim_end_matches(['|', '｜', ' ']);
        self.open = (value.is_empty() && metadata::names_people(&key)).then(|| key.clone());
        self.lines.push((key, value.to_owned(), lines));
        true
    }
}

/// The last line that holds anything.
fn last_line(text: &str, document: &Document) -> u32 {
    document.lines.line(text.trim_end().len().saturating_sub(1))
}

/// A note's file name as its title, without the hash that Notion adds.
fn title_of_path(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = match stem.rsplit_once(' ') {
        Some((title, hash)) if hash.len() == 32 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => title,
        _ => stem,
    };
    stem.to_owned()
}

/// Titles and metadata, in which an unusual name may stand.
fn frame_words(note: &Note) -> String {
    let mut words = note.title.clone();
    for part in note.file_title.iter().chain(note.metadata.iter().map(|(_, value)| value)) {
        words.push('\n');
        words.push_str(part);
    }
    words
}

fn add_speakers(note: &mut Note, drafts: &[Draft]) {
    let mut seen: HashSet<String> = note.speakers.iter().cloned().collect();
    for quote in drafts.iter().filter_map(Draft::quote) {
        if let (Some(speaker), Some(Attribution::Stated)) = (&quote.speaker, quote.attribution)
            && seen.insert(speaker.clone())
        {
            note.speakers.push(speaker.clone());
        }
    }
}

/// Orders everything and gives it ids, section paths, topics and relations.
fn records(
    path: &str,
    text: &str,
    document: &Document,
    outline: &Outline,
    note: Note,
    drafts: Vec<Draft>,
    vocabulary: &Vocabulary,
) -> Vec<Record> {
    let repeats = repeats::repeats(&drafts);
    let mut maker = Maker { path, seen: HashMap::new(), places: HashMap::new(), vocabulary, outline };
    let ids: Vec<RecordId> = drafts.iter().map(|draft| maker.id(&draft.body)).collect();
    let questions: Vec<Option<(String, RecordId)>> = drafts
        .iter()
        .map(|draft| match draft.question.map(|question| (&drafts[question].body, ids[question])) {
            Some((Body::Question(question), id)) => Some((question.text.clone(), id)),
            _ => None,
        })
        .collect();
    let whole = LineSpan { first: 1, last: last_line(text, document) };
    let mut records = vec![maker.record(Body::Note(note), None, whole, (0..text.len()).into(), None)];
    for (index, section) in outline.sections.iter().enumerate() {
        let heading = &document.blocks[section.block];
        let end = document.lines.bytes(section.lines).end as usize;
        let body = Body::Section(Section { title: section.title.clone(), level: section.level });
        let span = (heading.span.start..end.max(heading.span.end)).into();
        records.push(maker.record(body, Some(index), section.lines, span, None));
    }
    for (index, mut draft) in drafts.into_iter().enumerate() {
        if let Body::Quote(quote) = &mut draft.body {
            if let Some((text, id)) = &questions[index] {
                quote.question = Some(text.clone());
                quote.question_id = Some(*id);
            }
            quote.same_as = repeats.get(&index).into_iter().flatten().map(|other| ids[*other]).collect();
        }
        let lines = document.lines.span(&draft.span);
        records.push(maker.record(draft.body, draft.section, lines, draft.span.into(), Some(ids[index])));
    }
    // Stable: a heading comes before what stands on its own line.
    records[1..].sort_by_key(|record| record.span.start);
    for (order, record) in records.iter_mut().enumerate() {
        record.order = u32::try_from(order).unwrap_or(u32::MAX);
    }
    records
}

struct Maker<'m> {
    path: &'m str,
    /// How often the same words have come up, by kind.
    seen: HashMap<RecordId, u32>,
    /// What records of a section share.
    places: HashMap<Option<usize>, Rc<Place>>,
    vocabulary: &'m Vocabulary,
    outline: &'m Outline,
}

struct Place {
    /// Titles of the headings.
    path: Arc<[String]>,
    number: Arc<str>,
    topics: Vec<String>,
}

impl Maker<'_> {
    fn id(&mut self, body: &Body) -> RecordId {
        let words = match body {
            // One note per path: its title may change without it becoming another.
            Body::Note(_) => "",
            body => body.text(),
        };
        let first = RecordId::new(self.path, body.kind(), words, 0);
        let occurrence = self.seen.entry(first).or_insert(0);
        *occurrence += 1;
        match *occurrence - 1 {
            0 => first,
            again => RecordId::new(self.path, body.kind(), words, again),
        }
    }

    fn record(
        &mut self,
        body: Body,
        section: Option<usize>,
        lines: LineSpan,
        span: ByteSpan,
        id: Option<RecordId>,
    ) -> Record {
        let id = id.unwrap_or_else(|| self.id(&body));
        let place = self.place(section);
        let topics = match &body {
            // All claims stand under one heading: what each is about, its own words tell.
            Body::Prediction(prediction) => self.vocabulary.classify(&prediction.claim),
            _ => place.topics.clone(),
        };
        let path = match &body {
            Body::Section(_) => {
                let parent = section.and_then(|section| self.outline.sections[section].parent);
                Arc::clone(&self.place(parent).path)
            }
            _ => Arc::clone(&place.path),
        };
        let section_number = Arc::clone(&place.number);
        Record { id, order: 0, lines, span, section: path, section_number, topics, body }
    }

    fn place(&mut self, section: Option<usize>) -> Rc<Place> {
        if let Some(place) = self.places.get(&section) {
            return Rc::clone(place);
        }
        let number = section.map_or("", |section| &self.outline.sections[section].number);
        let place = Rc::new(Place {
            path: self.outline.path(section).into(),
            number: number.into(),
            topics: self.section_topics(section),
        });
        self.places.insert(section, Rc::clone(&place));
        place
    }

    /// The topics of a section's heading and of those around it, in the vocabulary's order.
    fn section_topics(&mut self, section: Option<usize>) -> Vec<String> {
        let Some(section) = section.map(|section| &self.outline.sections[section]) else { return Vec::new() };
        let above = self.place(section.parent);
        let own = if section.is_title { Vec::new() } else { self.vocabulary.classify(&section.title) };
        if own.is_empty() {
            return above.topics.clone();
        }
        let slugs = self.vocabulary.topics().iter().map(|topic| &topic.slug);
        slugs.filter(|slug| own.contains(slug) || above.topics.contains(slug)).cloned().collect()
    }
}
