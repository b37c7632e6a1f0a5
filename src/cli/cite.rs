//! `townhall cite`

use std::io::{self, IsTerminal, Read};

use anyhow::{Context as _, bail};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::context::Context;
use super::outcome::{Manner, Outcome};
use crate::app;
use crate::model::KINDS;
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

/// What to cite: the ids that are named, or that come in, one a line: the line itself, or the field of it that is one.
pub(super) fn ids(args: &CiteArgs) -> anyhow::Result<Vec<String>> {
    if !args.ids.is_empty() && args.ids != ["-"] {
        return Ok(args.ids.clone());
    }
    if io::stdin().is_terminal() {
        bail!("nothing to cite: name ids, or pipe them in, one a line");
    }
    let mut text = String::new();
    io::stdin().lock().read_to_string(&mut text).context("cannot read ids from the standard input")?;
    let lines = text.split(['\n', '\0']).map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(|line| line.split('\t').find(|field| is_id(field)).unwrap_or(line).to_owned()).collect())
}

/// Whether a field of a listing is an id: a letter for its kind and ten more letters and digits.
fn is_id(field: &str) -> bool {
    const LENGTH: usize = 11;
    let has_kind = |first: &u8| KINDS.iter().any(|info| info.id_prefix == *first);
    field.len() == LENGTH
        && field.bytes().next().as_ref().is_some_and(has_kind)
        && field.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase())
}
