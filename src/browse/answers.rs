//! The library's answers: lists.

use std::num::NonZeroUsize;

use super::question::{Listing, Question, Reply, Row, Shelf};
use super::source::Source;
use super::words;
use super::{question, rows};
use crate::app::{self, Answer, Due, Repeats, SearchRequest, Selection, Store, TermListing};
use crate::render::{self, Axis, Item, Role, StyledLine, View};
use crate::text::width;

/// What a list is made from.
pub(super) struct Listed {
    /// What it is called.
    pub(super) title: String,
    /// What is in it; perhaps not all.
    pub(super) view: View,
    /// What is to be said of it beside its number.
    pub(super) notes: Vec<String>,
    /// Words of the query that were left out.
    pub(super) dropped: Vec<String>,
}

impl Source {
    /// Answers a question.
    ///
    /// # Errors
    /// What the reader has to know: a filter that names nothing, records that can't be read.
    pub(super) fn answer(&self, store: &Store<'_>, question: &Question) -> anyhow::Result<Reply> {
        match question {
            Question::List { listing: Listing::Shelf(Shelf::Saved), .. } => self.saved(),
            Question::List { listing, columns, limit } => {
                let listed = self.listed(store, listing, NonZeroUsize::new(*limit), *columns)?;
                let mut list = self.list(listing, listed, *columns, *limit);
                if *listing == Listing::Shelf(Shelf::Notes) {
                    let unread = self.unread(store);
                    list.rows.splice(0..0, rows::of_unread(&unread, self.language));
                }
                Ok(Reply::List(list))
            }
            Question::Page { target, width } => Ok(Reply::Page(Box::new(self.page(store, target, *width)?))),
        }
    }

    /// What is in a list, at most so many where there is a limit.
    ///
    /// # Errors
    /// As [`Source::answer`].
    pub(super) fn listed(
        &self,
        store: &Store<'_>,
        listing: &Listing,
        limit: Option<NonZeroUsize>,
        columns: usize,
    ) -> anyhow::Result<Listed> {
        match listing {
            Listing::Shelf(shelf) => {
                let title = words::shelf(*shelf).in_language(self.language).to_owned();
                Ok(Listed { title, view: shelf_view(store, *shelf)?, notes: Vec::new(), dropped: Vec::new() })
            }
            Listing::Search(query) => self.found(store, query, limit, columns),
            Listing::Follow(target) => self.followed(store, target, limit),
        }
    }

    fn found(
        &self,
        store: &Store<'_>,
        query: &str,
        limit: Option<NonZeroUsize>,
        columns: usize,
    ) -> anyhow::Result<Listed> {
        let selection = Selection { limit, ..Selection::default() };
        let mut request = SearchRequest::new(query, columns, false, Repeats::Apart);
        request.all = limit.is_none();
        let answer = app::search(store, &selection, request)?;
        let (mut notes, mut dropped) = (Vec::new(), Vec::new());
        match &answer.view.search {
            Some(facts) if !answer.view.items.is_empty() => {
                notes.extend(facts.tier.map(|tier| self.language.tier(tier).to_owned()));
                dropped.clone_from(&facts.dropped);
            }
            _ => notes.extend(answer.notices.first().map(|notice| (self.say)(self.language, notice))),
        }
        let title = words::SEARCH.in_language(self.language).to_owned();
        Ok(Listed { title, view: answer.view, notes, dropped })
    }

    fn list(&self, listing: &Listing, listed: Listed, columns: usize, limit: usize) -> question::List {
        let Listed { title, view, mut notes, dropped } = listed;
        let (head, rows) = match listing {
            Listing::Shelf(Shelf::Predictions) => self.on_timeline(&view.items, columns, limit),
            _ => {
                let rows = view.items.iter().take(limit).filter_map(|item| rows::row(item, self.language));
                (self.without(&dropped, columns), rows.collect())
            }
        };
        // Fewer than were asked for are all.
        let total = if rows.len() < limit { rows.len() } else { view.total.max(view.items.len()) };
        if total > 0 {
            let count =
                if rows.len() < total { format!("{} / {total}", rows.len()) } else { total.to_string() };
            notes.insert(0, count);
        }
        question::List { title, rows, total, head, note: notes.join(" · ") }
    }

    /// What a query would have to do without, on a line of its own: beside a long query there is no room for it.
    fn without(&self, dropped: &[String], columns: usize) -> Option<StyledLine> {
        let said = format!("{}{}", words::WITHOUT.in_language(self.language), dropped.join(" "));
        let shown = match width::columns(&said) > columns {
            true => format!("{}…", &said[..width::fitting(&said, columns.saturating_sub(1))]),
            false => said,
        };
        (!dropped.is_empty()).then(|| vec![(Role::Warning, shown)])
    }

    /// Why notes are missing, for each that could not be read.
    pub(super) fn unread(&self, store: &Store<'_>) -> Vec<String> {
        store.unread().iter().map(|why| (self.say)(self.language, why)).collect()
    }

    /// The years, and below them each claim with its time.
    fn on_timeline(&self, items: &[Item], columns: usize, limit: usize) -> (Option<StyledLine>, Vec<Row>) {
        let axis = Axis::of(items, self.today.date());
        let (years, bars) = render::timeline(items, axis, columns);
        let rows = items.iter().zip(bars).take(limit);
        let rows = rows.filter_map(|(item, bar)| rows::claim(item, bar, self.language)).collect();
        (Some(years), rows)
    }

    fn saved(&self) -> anyhow::Result<Reply> {
        let saved = self.keeper.saved()?;
        let rows: Vec<Row> = saved.into_iter().map(rows::of_saved).collect();
        let title = words::shelf(Shelf::Saved).in_language(self.language).to_owned();
        let (total, note) = (rows.len(), rows.len().to_string());
        Ok(Reply::List(question::List { title, rows, total, head: None, note }))
    }
}

fn shelf_view(store: &Store<'_>, shelf: Shelf) -> anyhow::Result<View> {
    let all = Selection::default();
    let answer: Answer = match shelf {
        Shelf::Notes => app::notes(store, &all)?,
        Shelf::People => app::people(store, &all, false)?,
        Shelf::Topics => app::topics(store, &all, false)?,
        Shelf::Glossary => {
            app::glossary(store, &all, TermListing { repeats: Repeats::Merged, mentions: false })?
        }
        Shelf::Predictions => app::predictions(store, &all, &Due::default())?,
        Shelf::Saved => return Ok(view_of("search", Vec::new())),
    };
    Ok(answer.view)
}

/// A view of these things, as many as there are.
pub(super) fn view_of(command: &'static str, items: Vec<Item>) -> View {
    View::listing(command, items)
}
