//! `townhall cite`

use std::io::{self, IsTerminal, Read};

use anyhow::{Context as _, bail};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::context::Context;
use super::outcome::{Manner, Outcome};
use crate::app;
use crate::model::RecordId;
use crate::render::{CitationStyle, Citing, Format};

/// Print citations: who said it, in which talk, when, at which address
///
/// Takes ids as other commands print them, or the beginnings of some; with - or
/// without any it reads them from a pipe, one a line, and lines of a listing will
/// do. What a note does not tell is left out. The styles are markdown (as listings
/// have it with --format markdown), plain, bibtex, csl (CSL-JSON for Zotero and
/// pandoc) and gb7714 (GB/T 7714—2015); --today is the day of access in these.
///
/// Examples:
///   townhall cite qehtq3z6zhf
///   townhall quotes 注意力 | fzf -m | townhall cite --style gb7714
///   townhall cite qehtq3z6zhf fdgag9hctxd --style bibtex >> talks.bib
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct CiteArgs {
    /// What to cite
    #[arg(value_name = "ID")]
    ids: Vec<String>,

    /// How citations are written [default: markdown]
    #[arg(long, value_name = "STYLE")]
    style: Option<CitationStyle>,

    /// Instead of it, where a format is a style
    #[arg(long, short, value_name = "FORMAT", hide = true)]
    format: Option<Format>,
}

impl ValueEnum for CitationStyle {
    fn value_variants<'a>() -> &'a [Self] {
        const STYLES: [CitationStyle; CitationStyle::ALL.len()] = {
            let mut styles = [CitationStyle::Markdown; CitationStyle::ALL.len()];
            let mut number = 0;
            while number < styles.len() {
                styles[number] = CitationStyle::ALL[number].0;
                number += 1;
            }
            styles
        };
        &STYLES
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        CitationStyle::ALL.iter().find(|(style, _)| style == self).map(|(_, name)| PossibleValue::new(*name))
    }
}

pub(super) fn run(args: &CiteArgs, ids: &[String], context: &Context) -> anyhow::Result<Outcome> {
    let style = match (args.style, args.format) {
        (Some(style), None) => style,
        (None, None | Some(Format::Markdown)) => CitationStyle::Markdown,
        (None, Some(Format::Plain)) => CitationStyle::Plain,
        (_, Some(_)) => {
            let styles = CitationStyle::ALL.map(|(_, name)| name).join(", ");
            bail!("cite has styles instead of --format: --style {styles}")
        }
    };
    let mut outcome = Outcome::from(app::cite(&context.open()?, ids)?);
    let missing = outcome.answer.notices.len();
    outcome.status = (missing > 0).then_some(1);
    outcome.manner = Manner::Cited(Citing {
        style,
        accessed: context.today.date(),
        language: context.language,
        width: context.output.is_terminal().then_some(context.width),
    });
    Ok(outcome)
}

/// What to cite: the ids that are named, or that come in, one a line.
pub(super) fn ids(args: &CiteArgs) -> anyhow::Result<Vec<String>> {
    if !args.ids.is_empty() && args.ids != ["-"] {
        return Ok(args.ids.clone());
    }
    if io::stdin().is_terminal() {
        bail!("nothing to cite: name ids, or pipe them in, one a line");
    }
    let mut text = String::new();
    io::stdin().lock().read_to_string(&mut text).context("cannot read ids from the standard input")?;
    named(&text)
}

/// The ids in lines of a listing, whatever its format: the first of each line. Where a record has several lines, those without
/// an id are its words.
fn named(text: &str) -> anyhow::Result<Vec<String>> {
    let lines = || text.split(['\n', '\0']).map(str::trim).filter(|line| !line.is_empty());
    if text.trim_start().starts_with('{') && lines().next().is_some_and(|line| line.contains("\"items\"")) {
        bail!("one JSON document holds all of a listing; pipe a line for each, as --format jsonl gives them");
    }
    let id = |line: &str| {
        let mut words = line.split(|letter: char| !letter.is_ascii_alphanumeric());
        words.find(|word| RecordId::is_whole(word)).map(str::to_owned)
    };
    let ids: Vec<String> = lines().filter_map(id).collect();
    let is_begun = |line: &str| line.bytes().all(|letter| letter.is_ascii_alphanumeric());
    // Without a whole one each line is to be the beginning of one, and an error says which is not.
    match ids.is_empty() {
        true => Ok(lines().map(str::to_owned).collect()),
        false => Ok(lines()
            .filter_map(|line| id(line).or_else(|| is_begun(line).then(|| line.to_owned())))
            .collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_of_a_listing_has_its_id() {
        let plain = "a.md:3\tq0000000001\tquote\t推理\nb.md:5\tq0000000002\tquote\t成本\n";
        let jsonl = "{\"id\":\"q0000000001\",\"same_as\":[\"q0000000009\"]}\n{\"id\":\"q0000000002\"}\n";
        let csv = "id,kind\nq0000000001,quote\nq0000000002,quote\n";
        let table = "quote 李明  《题》 2026-01-26 :3  q0000000001\n▎ 推理成本 …\nquote 李明  《题》 :5  q0000000002\n▎ 话\n";
        for text in [plain, jsonl, table] {
            assert_eq!(named(text).unwrap(), ["q0000000001", "q0000000002"], "{text}");
        }
        assert_eq!(named(csv).unwrap(), ["q0000000001", "q0000000002"]);
        assert_eq!(named("q00\nf7\n").unwrap(), ["q00", "f7"]);
        assert_eq!(named("q0000000001\0f7\0").unwrap(), ["q0000000001", "f7"]);
        assert!(named("{\"version\":1,\"items\":[]}").is_err());
    }
}
