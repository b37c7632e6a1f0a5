//! `townhall config`

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context as _, bail};
use clap::Args;

use super::context::Context;
use super::outcome::{Outcome, facts};
use super::query_file;
use super::settings::STARTER;
use crate::library::{LARGEST_NOTE, NoteFiles};
use crate::render::{Fact, FactValue};

/// Show the paths in force, where each comes from, and the saved queries; or write a config file to start from
///
/// A flag goes before the environment, that before the config file, and that before what is built in.
///
/// Examples:
///   townhall config
///   townhall config --init
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ConfigArgs {
    /// Write a commented config file; one that is there is never overwritten
    #[arg(long)]
    init: bool,
}

pub(super) fn run(args: &ConfigArgs, context: &Context) -> anyhow::Result<Outcome> {
    let mut notices = Vec::new();
    if args.init {
        let Some(path) = &context.config else {
            bail!("there is no config folder; name a file with TOWNHALL_CONFIG");
        };
        write_starter(path)?;
        notices.push(format!("wrote {}", path.display()));
    }
    let mut settings = Vec::new();
    let text = |text: &str| FactValue::Text(text.to_owned());
    let place = |path: &Path| FactValue::Path(path.display().to_string());
    let mut add = |name: &str, value: FactValue, source: &str| {
        let values = [("name", text(name)), ("value", value), ("source", text(source))];
        settings.push(Fact {
            kind: "setting",
            path: None,
            file: None,
            note: None,
            lines: None,
            values: values.into(),
        });
    };
    match &context.config {
        Some(path) if path.exists() => add("config", place(path), context.origins.config),
        Some(path) => {
            add("config", place(path), "not there; `townhall config --init` writes it");
        }
        None => add("config", text(""), "none"),
    }
    match &context.cache {
        Some(path) => add("cache", place(path), context.origins.cache),
        None => add("cache", text(""), "none; indexes are kept in memory"),
    }
    match &context.state {
        Some(path) => add("state", place(path), context.origins.state),
        None => add("state", text(""), "none; `new` has no place for its marks"),
    }
    if let Some(url) = &context.cluster.url {
        add("engine", text(url), context.cluster.origin);
    }
    if context.library.is_built_in() {
        add("notes", text("the OpenAI town hall of January 2026"), context.origins.notes);
    }
    for root in context.library.roots() {
        add("notes", place(root), context.origins.notes);
    }
    match context.library.files() {
        NoteFiles::MarkdownAndTalks => {}
        NoteFiles::MarkdownAndText => add("txt", text("true"), "config file"),
        NoteFiles::Markdown => add("txt", text("false"), "config file"),
    }
    if context.library.largest() != LARGEST_NOTE {
        add("note_mib", text(&(context.library.largest() >> 20).to_string()), "config file");
    }
    if let Some(file) = context.verdict_places().of(&context.library) {
        let source = if file.path.exists() { file.origin } else { "not there; `townhall judge` writes it" };
        add("verdicts", place(&file.path), source);
    }
    if let Some(path) = query_file::path() {
        let queries = query_file::read(&path)?.queries;
        let is_there = path.exists();
        add(
            "queries",
            place(&path),
            if is_there { "beside the config file" } else { "not there; `search … --save NAME` writes it" },
        );
        for query in queries {
            add(&format!("query {}", query.name), text(&query.command), &format!("line {}", query.line));
        }
    }
    let mut outcome = facts("config", settings);
    outcome.answer.notices = notices;
    Ok(outcome)
}

fn write_starter(path: &Path) -> anyhow::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => {
            file.write_all(STARTER.as_bytes()).with_context(|| format!("cannot write {}", path.display()))
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            bail!("{} is there already and is not overwritten", path.display())
        }
        Err(error) => Err(error).with_context(|| format!("cannot write {}", path.display())),
    }
}
