//! Whom of `app` each tool asks.

use std::num::NonZeroUsize;

use anyhow::bail;

use super::argument::Arguments;
use crate::app::{
    self, Answer, DueRequest, QuoteFilter, Repeats, SearchRequest, Selection, Store, TermListing,
};
use crate::search::Query;

/// Columns of a snippet.
const SNIPPET: usize = 160;

pub(super) fn search(
    store: &Store<'_>,
    arguments: &Arguments,
    limit: NonZeroUsize,
) -> anyhow::Result<Answer> {
    let request =
        SearchRequest::new(arguments.text("query").unwrap_or_default(), SNIPPET, false, Repeats::Apart);
    // The words are the request's, and only filters the selection's.
    let selection = Selection { query: Query::default(), ..arguments.selection(Some(limit))? };
    app::search(store, &selection, request)
}

pub(super) fn quotes(store: &Store<'_>, arguments: &Arguments, _: NonZeroUsize) -> anyhow::Result<Answer> {
    app::quotes(store, &arguments.selection(None)?, QuoteFilter { key: arguments.flag("key") })
}

pub(super) fn predictions(
    store: &Store<'_>,
    arguments: &Arguments,
    _: NonZeroUsize,
) -> anyhow::Result<Answer> {
    let request = DueRequest {
        by: arguments.time("by")?,
        due: arguments.flag("due").then_some(None),
        within: arguments.time("within")?,
        past: arguments.flag("past"),
        open: arguments.flag("open"),
        known: arguments.verdicts()?,
    };
    if request.past
        && (request.open || request.due.is_some() || request.by.is_some() || request.within.is_some())
    {
        bail!("`past` is of what was over; leave out `open`, `due`, `by` and `within`, or `past`");
    }
    app::predictions(store, &arguments.selection(None)?, &request.on(store.today())?)
}

pub(super) fn questions(store: &Store<'_>, arguments: &Arguments, _: NonZeroUsize) -> anyhow::Result<Answer> {
    app::questions(store, &arguments.selection(None)?)
}

pub(super) fn glossary(
    store: &Store<'_>,
    arguments: &Arguments,
    limit: NonZeroUsize,
) -> anyhow::Result<Answer> {
    let mentions = arguments.flag("mentions");
    let how = TermListing { repeats: Repeats::Apart, mentions };
    let selection = arguments.selection(mentions.then_some(limit))?;
    match arguments.text("term") {
        Some(term) => app::term(store, &selection, how, term),
        None => app::glossary(store, &selection, how),
    }
}

pub(super) fn people(
    store: &Store<'_>,
    arguments: &Arguments,
    limit: NonZeroUsize,
) -> anyhow::Result<Answer> {
    match arguments.text("name") {
        Some(name) => app::person(store, &arguments.selection(None)?, name),
        None => app::people(store, &arguments.selection(Some(limit))?, true),
    }
}

pub(super) fn compare(store: &Store<'_>, arguments: &Arguments, _: NonZeroUsize) -> anyhow::Result<Answer> {
    let people = arguments.texts("people");
    let answer = app::compare(store, &arguments.selection(None)?, &people)?;
    // On the command line a third word may be one to look for; here it can only be a person.
    if answer.view.sides.len() < people.len() {
        bail!(
            "no speaker has the whole name `{}`; `people` lists them",
            people.last().map_or("", |name| name)
        );
    }
    Ok(answer)
}

pub(super) fn show(store: &Store<'_>, arguments: &Arguments, _: NonZeroUsize) -> anyhow::Result<Answer> {
    let wanted = arguments.text("id").unwrap_or_default();
    let selection = arguments.selection(None)?;
    let (context, why) = (arguments.number("context"), arguments.flag("why_person"));
    if context > 0 && why {
        bail!("`context` and `why_person` can't be told in one reply; ask for one of them");
    }
    let answer = app::show_with_context(store, &selection, wanted, context)?;
    if why { app::with_grounds(store, answer) } else { Ok(answer) }
}

pub(super) fn notes(store: &Store<'_>, arguments: &Arguments, _: NonZeroUsize) -> anyhow::Result<Answer> {
    app::notes(store, &arguments.selection(None)?)
}
