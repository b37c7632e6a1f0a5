//! What the forms may know of the note around a line.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use super::announcement::{self, Announced};
use super::headed_words;
use super::interjections;
use super::list_of::ListOf;
use super::listed_interview::{self, Part};
use crate::language::{label, question};
use crate::markdown::{Block, BlockKind, Document, Inline};
use crate::parse::cast::Cast;
use crate::parse::cast::Openings;
use crate::parse::lines::NoteLines;
use crate::parse::syntax::callout::Callout;
use crate::parse::syntax::highlight::PlainExport;
use crate::parse::syntax::lead;
use crate::parse::syntax::line::Line;
use crate::text::marks;

/// The note around a line.
pub(crate) struct NoteContext<'n> {
    text: &'n str,
    document: &'n Document,
    pub(crate) cast: &'n Cast,
    /// Of each list, whether its items ask and answer.
    dialogues: Vec<bool>,
    /// Of each list, whether somebody who takes turns leads one of its items.
    turns: Vec<bool>,
    /// Of each list, what it is of.
    lists: Vec<ListOf>,
    /// The first lines of paragraphs of an unlabelled host, by the text that holds them.
    interjections: HashSet<(*const Inline, usize)>,
    /// Lines that end in a question mark right above a label that answers and names nobody, by the text that holds them.
    asked_above: HashSet<(*const Inline, usize)>,
    /// Questions under a label in bold that nobody is known by, right above a turn of somebody who is, by the text that holds them.
    asked_of_somebody: HashSet<(*const Inline, usize)>,
    /// Blocks whose quoted words their heading makes somebody's, each with whom it names.
    headed: HashMap<usize, Option<String>>,
    /// Lines of interviews that are lists, by the text that holds them, and what each does.
    interviews: HashMap<(*const Inline, usize), Part>,
    /// Names that are the titles of several callouts whose kind says nothing of speech.
    titles: HashSet<&'n str>,
    /// With which names clauses begin, once that is asked for.
    openings: OnceCell<Openings<'n>>,
    /// How a plain export of highlights marks them.
    plain_export: Option<PlainExport>,
}

/// A line and what is known around it, for forms to read.
pub(crate) struct Reading<'r, 'n> {
    pub(crate) line: &'r Line<'n>,
    pub(crate) context: &'r NoteContext<'n>,
    pub(crate) cast: &'n Cast,
    /// What its lead announces.
    pub(crate) announced: Option<Announced>,
}

impl<'n> NoteContext<'n> {
    pub(crate) fn new(text: &'n str, document: &'n Document, cast: &'n Cast, note: &NoteLines<'n>) -> Self {
        let asks = |line: &usize| {
            let line = &note.lines[*line];
            line.lead
                .as_ref()
                .is_some_and(|lead| announcement::asked_by(&lead.name, line.words(), cast).is_some())
        };
        let talks = |line: &usize| note.lines[*line].lead.as_ref().is_some_and(|lead| cast.talks(&lead.name));
        let turns = note.lists.iter().map(|items| items.iter().flatten().any(talks)).collect();
        let lists = note.lists.iter().map(|items| ListOf::read(items, note)).collect();
        let interjections = interjections::find(note, cast);
        let interjections = interjections.into_iter().map(|index| key(&note.lines[index])).collect();
        let is_dialogue =
            |items: &Vec<Option<usize>>| items.iter().flatten().any(asks) || is_exchange(items, note, cast);
        let dialogues = note.lists.iter().map(is_dialogue).collect();
        let asked_above = note.lines.windows(2).filter(|pair| {
            let answers =
                pair[1].lead.as_ref().is_some_and(|lead| announcement::answers_plainly(&lead.name, cast));
            answers && pair[0].lead.is_some() && question::ends_in_mark(pair[0].words())
        });
        let asked_above = asked_above.map(|pair| key(&pair[0])).collect();
        let of_somebody = note.lines.windows(2).filter(|pair| asks_somebody(&pair[0], &pair[1], cast));
        let asked_of_somebody = of_somebody.map(|pair| key(&pair[0])).collect();
        let interviews = listed_interview::find(note, cast);
        let interviews =
            interviews.into_iter().map(|(index, part)| (key(&note.lines[index]), part)).collect();
        let mut seen = HashSet::new();
        let of_callouts = note.lines.iter().filter(|line| line.callout == Some(Callout::Other));
        let titles =
            of_callouts.map(|line| line.text().trim()).filter(|title| !seen.insert(*title)).collect();
        NoteContext {
            text,
            document,
            cast,
            dialogues,
            turns,
            lists,
            interjections,
            asked_above,
            asked_of_somebody,
            headed: headed_words::find(document, note, cast),
            interviews,
            titles,
            openings: OnceCell::new(),
            plain_export: PlainExport::of(text),
        }
    }

    /// Where the words of a highlight begin in a line, if the note is a plain export and the line is one.
    pub(crate) fn plain_highlight(&self, line: &Line<'_>) -> Option<usize> {
        let export = self.plain_export?;
        let start = line.inline.source(line.range.clone()).start;
        let before = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        export.highlight(&self.text[before..start], line.text())
    }

    pub(crate) fn reading<'r>(&'r self, line: &'r Line<'n>) -> Reading<'r, 'n> {
        let announced = line.lead.as_ref().map(|lead| {
            match announcement::announced(lead, self.cast, line.words()) {
                // `旅客：怎么补？` above `A：不补。`
                Announced::Label if self.asked_above.contains(&key(line)) => {
                    Announced::Question { asker: announcement::asker(&lead.name) }
                }
                // `村民代表：怎么补？` above `**李明**：不补。`
                Announced::Label if self.asked_of_somebody.contains(&key(line)) => {
                    let asker = label::is_asker(&lead.name).then(|| lead.name.clone());
                    Announced::Question { asker }
                }
                announced => announced,
            }
        });
        Reading { line, context: self, cast: self.cast, announced }
    }

    /// What the list below a line is of.
    pub(crate) fn list_below(&self, line: &Line<'_>) -> Option<ListOf> {
        self.lists.get(line.list_below?).copied()
    }

    /// Whether the items of a list are facts: labels in bold that nobody is known by, with words without quotation marks.
    pub(crate) fn states_facts(&self, note: &NoteLines<'_>, list: usize) -> bool {
        let items = &note.lists[list];
        let led = |item: &Option<usize>| {
            let line = &note.lines[(*item)?];
            Some((line, line.lead.as_ref()?))
        };
        let is_fact = |item: &Option<usize>| {
            led(item).is_some_and(|(line, lead)| {
                let words = line.words();
                lead.is_bold
                    && !words.is_empty()
                    && !words.contains(marks::is_quotation)
                    && !self.cast.is_known(&lead.name)
            })
        };
        let is_label = |item| led(item).is_some_and(|(_, lead)| !self.cast.is_person(&lead.name, false));
        items.iter().all(is_fact) && items.iter().any(is_label)
    }

    /// Whether each item of a list begins with I, as somebody's own words do.
    pub(crate) fn is_of_speaker(&self, note: &NoteLines<'_>, list: usize) -> bool {
        let items = &note.lists[list];
        let is_own =
            |item: &Option<usize>| item.is_some_and(|line| note.lines[line].text().starts_with('我'));
        items.len() > 1 && items.iter().all(is_own)
    }

    /// The person of whom prose alone tells with whose name a clause opens.
    pub(crate) fn told_of<'c>(&self, clause: &'c str) -> Option<&'c str> {
        self.openings.get_or_init(|| Openings::of(self.text)).name(clause)
    }

    /// Whether a mark of quotation opens right before a byte of the source.
    pub(crate) fn is_quoted_at(&self, start: usize) -> bool {
        self.text.get(..start).is_some_and(|before| before.ends_with(marks::opens_quotation))
    }

    /// Whether the block below a line's is a blockquote that begins with quoted words.
    pub(crate) fn is_quoted_blockquote_below(&self, line: &Line<'_>) -> bool {
        self.document.blocks.get(line.block + 1).is_some_and(|block| match &block.kind {
            BlockKind::Quote(blocks) => {
                matches!(blocks.first(), Some(Block { kind: BlockKind::Paragraph(inline), .. })
                if inline.text.trim_start().starts_with(marks::opens_quotation))
            }
            _ => false,
        })
    }

    /// Whether words that `mark` opened in this block end in one of the blockquotes right below, before anybody else
    /// speaks, or in the paragraph right below.
    pub(crate) fn is_closed_below(&self, block: usize, mark: char) -> bool {
        /// Words that go on for longer than these were never meant to.
        const MOST: usize = 4;
        let begins_another = |inline: &Inline| {
            inline.text.trim_start().starts_with(marks::opens_quotation)
                || lead::read(inline, 0..inline.text.len()).is_some()
        };
        // Its mark may have been left out of the last paragraph.
        if let Some(Block { kind: BlockKind::Paragraph(inline), .. }) = self.document.blocks.get(block + 1) {
            return !begins_another(inline) && closes_first(&inline.text, mark);
        }
        let below = self.document.blocks.iter().skip(block + 1).take(MOST);
        let texts = below.map_while(|block| match &block.kind {
            BlockKind::Quote(blocks) => match &blocks[..] {
                [Block { kind: BlockKind::Paragraph(inline), .. }] => Some(inline),
                _ => None,
            },
            _ => None,
        });
        let mut texts = texts.take_while(|inline| !begins_another(inline));
        texts.any(|inline| closes_first(&inline.text, mark))
    }
}

impl Reading<'_, '_> {
    /// Whether somebody else than the one who speaks above begins to speak here, though no label says so.
    pub(crate) fn is_interjection(&self) -> bool {
        self.context.interjections.contains(&key(self.line))
    }

    /// What the line does in an interview that is a list.
    pub(crate) fn interview_part(&self) -> Option<Part> {
        let parts = &self.context.interviews;
        if parts.is_empty() { None } else { parts.get(&key(self.line)).copied() }
    }

    /// Whether the line is the title of a callout and another of such a kind has the same.
    pub(crate) fn is_title_of_several(&self) -> bool {
        self.context.titles.contains(self.line.text().trim())
    }

    /// Whom the heading names whose quoted words the line's block holds; `Some(None)` where it names nobody.
    pub(crate) fn headed(&self) -> Option<Option<&str>> {
        self.context.headed.get(&self.line.block).map(Option::as_deref)
    }

    /// Whether the line is an item of a list whose items ask and answer.
    pub(crate) fn in_dialogue(&self) -> bool {
        let place = self.line.place;
        !place.in_blockquote && self.is_in(&self.context.dialogues)
    }

    /// Whether the line is an item of a list in which somebody who takes turns leads an item.
    pub(crate) fn is_among_turns(&self) -> bool {
        self.is_in(&self.context.turns)
    }

    fn is_in(&self, lists: &[bool]) -> bool {
        self.line.place.list.is_some_and(|list| lists.get(list).copied().unwrap_or_default())
    }
}

/// Whether a paragraph is a question under a label in bold, and the one below a turn of somebody whom the note knows.
fn asks_somebody(line: &Line<'_>, below: &Line<'_>, cast: &Cast) -> bool {
    let is_paragraph = |line: &Line<'_>| {
        let place = line.place;
        !place.in_blockquote && place.bullet.is_none() && !place.in_key && !line.is_heading
    };
    let asks = line.lead.as_ref().is_some_and(|lead| lead.is_bold && !label::is_structural(&lead.name))
        && line.range == (0..line.inline.text.len())
        && question::ends_in_mark(line.words());
    // `李明大笑：“……”`
    let answers = |name: &str| {
        (cast.is_known(name) || cast.speaking_at(name).is_some())
            && !cast.asks(cast.speaking_at(name).unwrap_or(name))
    };
    asks && is_paragraph(line)
        && is_paragraph(below)
        && !question::ends_in_mark(below.words())
        && below.lead.as_ref().is_some_and(|lead| answers(&lead.name))
}

/// Whether the items of a list are turns of those whom the note knows, one of whom asks what another answers.
fn is_exchange(items: &[Option<usize>], note: &NoteLines<'_>, cast: &Cast) -> bool {
    let led = |item: &Option<usize>| {
        let line = &note.lines[(*item)?];
        let name = line.lead.as_ref()?.name.as_str();
        cast.is_known(name).then(|| (name, question::ends_in_mark(line.words())))
    };
    let turns: Option<Vec<(&str, bool)>> = items.iter().map(led).collect();
    turns.is_some_and(|turns| turns.windows(2).any(|pair| pair[0].1 && !pair[1].1 && pair[0].0 != pair[1].0))
}

fn key(line: &Line<'_>) -> (*const Inline, usize) {
    (std::ptr::from_ref(line.inline), line.range.start)
}

/// Whether the words of a text end what `opening` began above it.
fn closes_first(text: &str, opening: char) -> bool {
    let class = marks::quotation_class(opening);
    let mut found = text.chars().filter(|mark| marks::quotation_class(*mark) == class);
    match found.next() {
        // ASCII marks look alike: those of words quoted within come in pairs.
        Some('"' | '＂') => found.count() % 2 == 0,
        first => first.is_some_and(marks::closes_quotation),
    }
}
