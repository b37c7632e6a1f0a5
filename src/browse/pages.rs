//! The library's answers: things in full.

use super::follow::{first_entry, stored_of, topic};
use super::question::{Page, SavedSearch, Target};
use super::source::Source;
use super::words;
use crate::app::{self, Selection, Store};
use crate::model::{Body, Kind};
use crate::records::{Filter, Stored};
use crate::render::{
    self, Appearance, CitationStyle, Citing, Format, Item, Language, Layout, Role, StyledLine, View,
};
use crate::text::width::one_line;
use crate::text::wrap::wrap;

impl Source {
    /// Something in full, in lines of so many columns.
    ///
    /// # Errors
    /// If the records can't be read.
    pub(super) fn page(&self, store: &Store<'_>, target: &Target, width: usize) -> anyhow::Result<Page> {
        let all = Selection::default();
        let view = match target {
            Target::Record(id) => app::show(store, &all, id.as_str())?.view,
            Target::Person(name) => app::person(store, &all, name)?.view,
            Target::Topic(slug) => View {
                command: "topics",
                total: 1,
                layout: Layout::Cards,
                items: topic(store, slug)?.into_iter().collect(),
                search: None,
                sides: Vec::new(),
                elsewhere: None,
            },
            Target::Saved(saved) => return Ok(of_saved(saved, width)),
            Target::Unread => return Ok(self.of_unread(store, width)),
        };
        let appearance = Appearance { width, colour: false, links: None, language: self.language };
        let mut page = Page {
            target: target.clone(),
            lines: render::styled_lines(&view, appearance),
            stored: None,
            citation: None,
            markdown: markdown(&view, appearance)?,
            before: None,
            behind: None,
        };
        if let Some(entry) = first_entry(&view).filter(|_| matches!(target, Target::Record(_))) {
            page.citation = Some(self.citation(Item::Record(Box::new(entry.clone())), appearance.language)?);
            self.add_place(store, stored_of(entry), appearance, &mut page)?;
        }
        Ok(page)
    }

    /// Why notes could not be read, each in lines of its own.
    fn of_unread(&self, store: &Store<'_>, width: usize) -> Page {
        let unread = self.unread(store);
        let appearance = Appearance { width, colour: false, links: None, language: self.language };
        let mut lines = Vec::new();
        for why in &unread {
            let said = render::notice(why, appearance);
            lines.extend(said.lines().map(|line| vec![(Role::Text, line.to_owned())]));
            lines.push(Vec::new());
        }
        Page {
            target: Target::Unread,
            lines,
            stored: None,
            citation: None,
            markdown: unread.iter().map(|why| format!("- {}\n", one_line(why))).collect(),
            before: None,
            behind: None,
        }
    }

    fn citation(&self, item: Item, language: Language) -> anyhow::Result<String> {
        let mut cited = Vec::new();
        let citing =
            Citing { style: CitationStyle::Plain, accessed: self.today.date(), language, width: None };
        render::write_citations(&[item], citing, &mut cited)?;
        Ok(String::from_utf8_lossy(&cited).trim_end().to_owned())
    }

    /// Adds to the page of a record what stands around it in its note.
    fn add_place(
        &self,
        store: &Store<'_>,
        stored: Stored,
        appearance: Appearance<'_>,
        page: &mut Page,
    ) -> anyhow::Result<()> {
        let of_note = Filter { notes: vec![stored.note.note_path.clone()], ..Filter::default() };
        let all = store.records().list(&of_note)?;
        let at = all.iter().position(|other| other.record.id == stored.record.id);
        let neighbour = |at: Option<usize>| Some(Target::Record(all.get(at?)?.record.id));
        page.before = neighbour(at.and_then(|at| at.checked_sub(1)));
        page.behind = neighbour(at.map(|at| at + 1));
        page.lines.extend(self.around(store, &stored, &all, appearance)?);
        page.stored = Some(stored);
        Ok(())
    }

    /// The innermost section that holds a record, in full, below a heading of its own.
    fn around(
        &self,
        store: &Store<'_>,
        stored: &Stored,
        all: &[Stored],
        appearance: Appearance<'_>,
    ) -> anyhow::Result<Vec<StyledLine>> {
        let record = &stored.record;
        if matches!(record.body, Body::Note(_) | Body::Section(_)) {
            return Ok(Vec::new());
        }
        let holds = |other: &&Stored| {
            other.record.kind() == Kind::Section && other.record.lines.contains(record.lines)
        };
        let Some(section) = all.iter().rfind(holds) else { return Ok(Vec::new()) };
        let view = app::show(store, &Selection::default(), section.record.id.as_str())?.view;
        let heading = format!("── {} ──", words::IN_SECTION.in_language(self.language));
        let mut lines = vec![Vec::new(), vec![(Role::Faint, heading)], Vec::new()];
        lines.extend(render::styled_lines(&view, appearance));
        Ok(lines)
    }
}

fn markdown(view: &View, appearance: Appearance<'_>) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    render::render(view, Format::Markdown, appearance, &mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A saved search: its name, and what it runs.
fn of_saved(saved: &SavedSearch, width: usize) -> Page {
    let command = one_line(&format!("townhall search {}", saved.command)).into_owned();
    let mut lines = vec![vec![(Role::Strong, one_line(&saved.name).into_owned())], Vec::new()];
    lines
        .extend(wrap(&command, width).into_iter().map(|range| vec![(Role::Text, command[range].to_owned())]));
    Page {
        target: Target::Saved(saved.clone()),
        lines,
        stored: None,
        citation: None,
        markdown: format!("`{command}`\n"),
        before: None,
        behind: None,
    }
}
