//! Speech, line by line: quotes, questions, answers and the turns of a dialogue.
//!
//! What a line does, one of the `forms` tells (an `Utterance`); the `builder` makes turns of
//! that and alone keeps what lines leave open.

pub(crate) mod announcement;
mod announcing;
mod bold_questions;
mod builder;
mod collected;
mod context;
mod definition_lists;
mod forms;
mod headed_words;
mod interjections;
mod list_of;
mod listed_interview;
mod narration;
mod open;
mod plain;
mod plain_answers;
mod pronouns;
mod question_headings;
mod source;
mod terms;
mod translation;
mod utterance;

use std::ops::Range;

use crate::language::{clause, label, question};
use crate::markdown::Document;
use crate::model::{Attribution, FrameKind, PassageForm};
use crate::parse::cast::Cast;
use crate::parse::draft::{self, Drafts, Speaker};
use crate::parse::frame::NoteFrame;
use crate::parse::frame::outline::{self, Outline, SectionPurpose};
use crate::parse::syntax::line::{Line, tidy, trimmed};
use crate::parse::tables::{self, Talk};
use crate::text::marks::opens_quotation;

use crate::parse::lines::{NoteLines, Paragraph, Piece};
use bold_questions::question_in_bold;
use builder::TurnBuilder;
use context::NoteContext;
use forms::FORMS;
use question_headings::Asking;
use terms::Terms;
use utterance::{Applied, Label, Reach, Utterance, Voice};

/// Reads what is said in a note and everything beside it, in the order of the file.
pub(crate) fn read<'n>(
    text: &'n str,
    document: &'n Document,
    frame: &'n NoteFrame,
    note: &NoteLines<'n>,
    cast: &'n Cast,
) -> Drafts {
    let mut reader = Reader {
        text,
        frame,
        note,
        context: NoteContext::new(text, document, cast, note),
        asking: question_headings::read(document, &frame.outline, note, cast),
        builder: TurnBuilder::new(&document.lines, cast),
        section: None,
        block: 0,
        asks_whole: false,
        terms: Terms::default(),
        tasks: Tasks::default(),
    };
    for (position, piece) in note.pieces.iter().enumerate() {
        reader.piece(piece, &note.pieces[position + 1..]);
    }
    reader.builder.finish()
}

struct Reader<'r, 'n> {
    text: &'n str,
    frame: &'n NoteFrame,
    note: &'r NoteLines<'n>,
    context: NoteContext<'n>,
    /// Blocks that ask though no label says so.
    asking: Asking,
    builder: TurnBuilder<'n>,
    section: Option<usize>,
    /// Index of the block at hand among the document's.
    block: usize,
    /// Whether that block asks as a whole.
    asks_whole: bool,
    terms: Terms,
    /// Where names stand for those who are to do something, or of whom a program tells.
    tasks: Tasks,
}

/// Whether the items of a list are tasks, whose first words name somebody who has said nothing.
#[derive(Debug, Clone, Copy, Default)]
struct Tasks {
    /// By the heading of the section.
    in_section: bool,
    /// By the line above the list.
    below_line: bool,
    /// That line may be what a talk is about, so that the items have to look like it.
    given: bool,
}

impl<'n> Reader<'_, 'n> {
    fn outline(&self) -> &'n Outline {
        &self.frame.outline
    }

    /// `rest`: the pieces below.
    fn piece(&mut self, piece: &Piece<'n>, rest: &[Piece<'n>]) {
        match piece {
            Piece::Heading { section, paragraph } => {
                self.terms.heading(self.outline(), *section, rest, &self.note.lines);
                self.heading(*section, paragraph, rest);
            }
            Piece::Block(index) => {
                self.block = *index;
                self.asks_whole = self.asking.blocks.contains(index);
                if !self.asks_whole {
                    self.builder.block();
                }
            }
            Piece::Paragraph(paragraph) if self.asks_whole && paragraph.block == self.block => {
                self.ask_whole(paragraph);
                self.await_answer(paragraph);
                let asked = question_in_bold(paragraph.inline);
                let lines = &self.note.lines[paragraph.lines.clone()];
                lines.iter().filter(|line| line.range.start >= asked.end).for_each(|line| self.line(line));
                let place = paragraph.place;
                self.builder.paragraph_end(paragraph.inline, place.form, place.in_blockquote);
            }
            Piece::Paragraph(paragraph) => {
                self.paragraph(paragraph, rest);
                self.await_answer(paragraph);
            }
            Piece::BlockquoteStart => self.builder.blockquote_start(),
            Piece::BlockquoteEnd => {
                let (context, block) = (&self.context, self.block);
                self.builder.blockquote_end(|mark| context.is_closed_below(block, mark));
            }
            Piece::ListStart(list) => {
                let (context, note) = (&self.context, self.note);
                let first = note.lists[*list].iter().flatten().next().map(|line| note.lines[*line].place);
                let is_nested = first.is_some_and(|place| place.bullet > Some(0));
                let is_own = context.is_of_speaker(note, *list);
                self.builder.list(is_nested, is_own, || context.states_facts(note, *list));
            }
            Piece::KeyItem => self.builder.split_turns(),
            Piece::Table { header, rows, span } => {
                let purpose = self.outline().purpose(self.section);
                let cast = self.context.cast;
                // Below 常见问题 the note itself answers.
                let is_list = self.section.is_some_and(|section| {
                    let title = &self.outline().sections[section].title;
                    ["常见", "faq", "FAQ"].iter().any(|word| title.contains(word))
                });
                let has_guest = !is_list && (!cast.guests.is_empty() || cast.titled.is_some());
                let talk = Talk { said: self.frame.note.date, has_guest };
                let table = tables::read(self.text, header, rows, span, purpose, talk);
                self.table(table);
            }
            Piece::Verbatim { text, form, span } => self.verbatim(text, *form, span.clone()),
            Piece::Rule(span) => self.builder.rule(span.clone()),
            Piece::Contents { spans, entries } => self.builder.collected.contents(spans, entries),
        }
    }

    fn heading(&mut self, section: usize, paragraph: &Paragraph<'n>, rest: &[Piece<'n>]) {
        self.section = Some(section);
        let title = paragraph.inline.text[outline::number_end(&paragraph.inline.text)..].trim();
        self.tasks = Tasks { in_section: label::heads_what_is_told(title), ..Tasks::default() };
        let is_key = self.outline().purpose(self.section) == SectionPurpose::KeyQuotes;
        self.builder.section(section, is_key);
        if clause::announced_speaker(title).is_some_and(|name| self.context.cast.is_person(name, true)) {
            let announces = Label { announces_words: Some(true), ..Label::default() };
            self.builder.announce(&announces);
        }
        self.heading_question(paragraph);
        if self.asking.blocks.contains(&paragraph.block) {
            self.ask_whole(paragraph);
        }
        self.await_answer(paragraph);
        if let Some(voice) = self.heads_remarks(title, rest) {
            self.builder.await_plain(voice, Reach::Below(None));
        }
    }

    /// Whose remarks the list right below a heading in minutes holds, if that names one who attends: `### 林远`.
    fn heads_remarks(&self, title: &str, rest: &[Piece<'n>]) -> Option<Voice> {
        let attendance = &self.context.cast.attendance;
        if !attendance.is_minutes() {
            return None;
        }
        let outline = self.outline();
        let mut around = outline.ancestors(self.section).map(|section| &outline.sections[section]);
        if around.any(|around| !around.is_title && label::heads_what_is_told(&around.title)) {
            return None;
        }
        let name = title.split(['（', '(']).next().unwrap_or(title).trim_end_matches(['：', ':', ' ']);
        let list = rest.iter().find_map(|piece| match piece {
            Piece::Block(_) => None,
            Piece::ListStart(list) => Some(Some(*list)),
            _ => Some(None),
        })??;
        // `- [ ] 交提纲` is to be done.
        let is_task = |line: &usize| {
            let line = &self.note.lines[*line];
            let start = line.inline.source(line.range.clone()).start;
            self.text[..start].trim_end().ends_with(']') || line.text().starts_with(['☐', '☑', '✅'])
        };
        let holds_tasks = self.note.lists[list].iter().flatten().any(is_task);
        (!holds_tasks && attendance.names(name)).then(|| Voice::named(name))
    }

    /// The plain paragraphs below a question may be its answer.
    fn await_answer(&mut self, paragraph: &Paragraph<'n>) {
        let answers = self.asking.answers.as_ref();
        if let Some(answers) = answers.filter(|answers| answers.questions.contains(&paragraph.block)) {
            let speaker = Speaker::Named { name: answers.guest.clone(), attribution: Attribution::Implied };
            let voice = Voice { speaker, is_answer: true, ..Voice::default() };
            self.builder.await_plain(voice, Reach::UntilNextLead);
        }
    }

    /// `### 问：……` and `## Q：……` ask as well as head.
    fn heading_question(&mut self, paragraph: &Paragraph<'n>) {
        let Some(line) = self.note.lines[paragraph.lines.clone()].first() else { return };
        let inline = paragraph.inline;
        let (start, asker) = match (line.letter(), &line.lead) {
            (Some(('Q', start)), _) => (start, None),
            (_, Some(lead)) => {
                let words = inline.text[lead.end..].trim();
                match announcement::asked_by(&lead.name, words, self.context.cast) {
                    Some(asker) => (lead.end, asker),
                    None => return,
                }
            }
            _ => return,
        };
        let words = trimmed(&inline.text, start..inline.text.len());
        if !words.is_empty() {
            let content = draft::question(tidy(&inline.text[words.clone()]), asker);
            self.builder.collected.push(content, inline.source(words));
        }
    }

    /// A heading or bold line that asks as a whole.
    fn ask_whole(&mut self, paragraph: &Paragraph<'n>) {
        let inline = paragraph.inline;
        let start = outline::number_end(&inline.text);
        let words = trimmed(&inline.text, start..question_in_bold(inline).end);
        let content = draft::question(tidy(&inline.text[words.clone()]), None);
        self.builder.collected.push(content, inline.source(words));
    }

    /// Reads a paragraph's lines; what is no speech becomes passages.
    fn paragraph(&mut self, paragraph: &Paragraph<'n>, rest: &[Piece<'n>]) {
        let lines = &self.note.lines[paragraph.lines.clone()];
        if let Some(terms) = self.terms.paragraph(paragraph, &self.note.lines, rest, self.context.cast) {
            for (term, span) in terms {
                self.builder.collected.push(term, span);
            }
            return;
        }
        let is_task = self.is_task(paragraph, lines);
        for line in lines {
            if is_task && !line.words().starts_with(opens_quotation) {
                self.task(line);
                continue;
            }
            self.line(line);
        }
        let place = paragraph.place;
        self.builder.paragraph_end(paragraph.inline, place.form, place.in_blockquote);
    }

    fn line(&mut self, line: &Line<'n>) {
        let reading = self.context.reading(line);
        let is_taken = FORMS.iter().any(|form| {
            form(&reading, &self.builder.open())
                .is_some_and(|utterance| self.builder.apply(line, utterance) == Applied::Taken)
        });
        if !is_taken {
            self.builder.apply(line, Utterance::Plain { ends_lead_in: false });
        }
    }

    /// Whether a paragraph is a task, or else notes that tasks may follow.
    fn is_task(&mut self, paragraph: &Paragraph<'n>, lines: &[Line<'n>]) -> bool {
        if paragraph.place.bullet.is_some() {
            let is_below = || self.tasks.below_line && (!self.tasks.given || lines.iter().all(is_told));
            return self.tasks.in_section || is_below();
        }
        let heads = |is_head: fn(&str) -> bool| lines.first().is_some_and(|line| is_head(line.text()));
        let (is_told_of, is_given) = (heads(label::heads_what_is_told), heads(label::heads_what_is_given));
        let is_head = is_told_of || is_given;
        // `林远：3 票` in paragraphs of their own below the head.
        let is_below = self.tasks.below_line && !is_head && lines.iter().all(is_told);
        self.tasks.below_line = is_head || is_below;
        self.tasks.given = is_given || is_below && self.tasks.given;
        let is_within = lines.len() > 1 && (is_told_of || is_given && lines[1..].iter().all(is_told));
        self.tasks.in_section || is_below || is_within
    }

    /// A task is nobody's speech, and nothing above it goes on below it.
    fn task(&mut self, line: &Line<'n>) {
        let ends = Label { ends_turn: true, ends_unmarked: true, ends_lead_in: true, ..Label::default() };
        self.builder.apply(line, Utterance::Label(ends));
        self.builder.apply(line, Utterance::Plain { ends_lead_in: true });
    }

    fn table(&mut self, table: tables::TableReading) {
        for (content, span) in table.drafts {
            self.builder.collected.push_row(content, span, !table.takes_turns);
        }
        self.builder.collected.frame(FrameKind::TableHeader, &table.header);
        table.blank.into_iter().for_each(|span| self.builder.collected.frame(FrameKind::Marks, &span));
        table
            .problems
            .into_iter()
            .for_each(|(span, problem)| self.builder.collected.diagnose(&span, problem));
    }

    fn verbatim(&mut self, text: &str, form: PassageForm, span: Range<usize>) {
        let words = text.trim_end();
        let is_comment_or_tag =
            form == PassageForm::Html && !without_tags(words).chars().any(char::is_alphanumeric);
        if is_comment_or_tag || words.trim().is_empty() {
            self.builder.collected.frame(FrameKind::Marks, &span);
        } else {
            self.builder.collected.push(draft::passage(words.to_owned(), form), span);
        }
    }
}

/// Whether a line tells in a few words what somebody got, sits on or is to do, and is no speech by any sign.
fn is_told(line: &Line<'_>) -> bool {
    /// In characters.
    const LONGEST: usize = 20;
    let words = line.words().trim();
    line.lead.as_ref().is_some_and(|lead| lead.stamp.is_none())
        && (1..=LONGEST).contains(&words.chars().count())
        && !words.contains(['。', '？', '！', '…', '?', '!'])
        && !words.starts_with(opens_quotation)
        && !clause::is_personal(words)
        && !question::asks_in_words(words)
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
