//! `townhall check`

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::context::Context;
use super::language::Language;
use super::outcome::{Manner, Outcome};
use super::progress::Progress;
use super::query_file;
use super::selection::NoteArgs;
use super::shape::ShapeArgs;
use crate::app::{self, CheckRequest, finding_rules};
use crate::lint::{CODES, Code, CodeInfo, Finding, Wanted};
use crate::render::{Format, Shown};

/// Show what is wrong in the notes
///
/// Each finding has its file and line, a code, a sentence and a hint. --explain tells what codes there are, what one means
/// and how to mend it. A family goes by the beginning of its names: `suspect` is suspect-turn and suspect-speaker.
///
/// A comment `<!-- townhall: ignore CODE, CODE -->` in a note keeps findings back in the block behind it, before the first
/// heading in the whole note.
///
/// Exit status: 0 nothing is wrong, 1 something is, 2 a usage or input error.
///
/// Examples:
///   townhall check
///   townhall --notes ~/notes check --ignore suspect,broken-link
///   townhall --notes . check --format sarif > findings.sarif
///   townhall check --explain row-length
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct CheckArgs {
    /// Show what was understood of each note
    #[arg(long, short = 'v', visible_alias = "verbose")]
    parse: bool,

    #[command(flatten)]
    codes: CodeArgs,

    /// Tell what a code means, why it matters and how to mend it; without one, list all
    #[arg(long, value_name = "CODE", num_args = 0..=1, default_missing_value = "", value_parser = explained)]
    explain: Option<Codes>,

    /// Output format [default: table on a terminal, else plain]
    #[arg(long, short, value_name = "FORMAT", value_parser = formats(), help_heading = "Global options")]
    format: Option<Format>,

    #[command(flatten)]
    notes: NoteArgs,

    #[command(flatten)]
    shape: ShapeArgs,
}

/// Which codes are wanted.
#[derive(Debug, Default, Args)]
struct CodeArgs {
    /// Only these, among them those that are looked for only where it is asked for (repeatable; `all`)
    #[arg(long, value_name = "CODE,…", value_delimiter = ',', value_parser = codes)]
    select: Vec<Codes>,

    /// Leave these out (repeatable)
    #[arg(long, value_name = "CODE,…", value_delimiter = ',', value_parser = codes)]
    ignore: Vec<Codes>,
}

/// What a name among the arguments means.
#[derive(Debug, Clone)]
struct Codes(Vec<Code>);

fn codes(name: &str) -> Result<Codes, String> {
    Code::named(name).map(Codes)
}

/// As [`codes`], and none where no name is given.
fn explained(name: &str) -> Result<Codes, String> {
    if name.is_empty() { Ok(Codes(Vec::new())) } else { codes(name) }
}

/// The formats of listings and those of findings.
fn formats() -> impl TypedValueParser<Value = Format> {
    let all = || Format::ALL.into_iter().chain(Format::OF_FINDINGS);
    PossibleValuesParser::new(all().map(|(_, name)| name)).map(move |chosen| {
        let format = all().find(|(_, name)| *name == chosen);
        // Only these names get here.
        format.map_or(Format::Table, |(format, _)| format)
    })
}

impl CheckArgs {
    /// The codes to explain, if any are to be; all are told of in short where none is named.
    pub(super) fn explained(&self) -> Option<&[Code]> {
        self.explain.as_ref().map(|codes| codes.0.as_slice())
    }
}

pub(super) fn run(args: &CheckArgs, context: &Context) -> anyhow::Result<Outcome> {
    context.needs_notes("check")?;
    let shown = if args.parse { Shown::Understood } else { Shown::Problems };
    let mut shape = args.shape.of(shown, context)?;
    let flat = |codes: &[Codes]| codes.iter().flat_map(|codes| codes.0.iter().copied()).collect();
    let wanted = Wanted { select: flat(&args.codes.select), ignore: flat(&args.codes.ignore) };
    let selection = shape.selecting(args.notes.selection());
    let verdicts = context.verdict_places().of(&context.library);
    let beside: Vec<(String, Finding)> = query_file::wrong();
    let request = CheckRequest {
        wanted,
        selection: &selection,
        understood: args.parse,
        verdicts: verdicts.as_ref(),
        beside: &beside,
    };
    let progress = Progress::new(context.progress, context.language);
    let progress = |done, all| progress.tell(done, all);
    let checkup =
        app::check(&context.library, context.cache.as_deref(), &request, || context.open(), &progress)?;
    let is_of_findings = Format::OF_FINDINGS.iter().any(|(format, _)| *format == shape.format);
    anyhow::ensure!(
        !(args.parse && is_of_findings),
        "--parse finds nothing that the formats sarif and github could tell"
    );
    let outcome = shape.outcome(checkup.answer);
    let manner = if is_of_findings { Manner::Findings(finding_rules()) } else { outcome.manner };
    let status = Some(u8::from(checkup.findings > 0));
    Ok(Outcome { status, manner, tells_queries: checkup.tells_beside, ..outcome })
}

/// What codes mean, for a reader.
pub(super) fn explain(codes: &[Code], language: Language) -> String {
    if codes.is_empty() {
        return CODES.iter().map(|info| in_short(info, language)).collect();
    }
    let parts: Vec<String> = codes.iter().map(|code| in_full(code.info(), language)).collect();
    parts.join("\n")
}

fn in_short(info: &CodeInfo, language: Language) -> String {
    const COLUMNS: usize = 24;
    let (name, about) = (info.name, language.say(info.about));
    let asked = asked(info, language);
    format!("{name:COLUMNS$}{about}{asked}\n")
}

/// What is said of a code that is only found where it is asked for.
fn asked(info: &CodeInfo, language: Language) -> String {
    if !info.is_opt_in {
        return String::new();
    }
    let words = language.say("(only with --select)");
    // Brackets of full width bring their own gap.
    let gap = if words.starts_with('(') { " " } else { "" };
    format!("{gap}{words}")
}

fn in_full(info: &CodeInfo, language: Language) -> String {
    let say = |text: &str| language.say(text).into_owned();
    let asked = asked(info, language);
    format!(
        "{}{asked}\n  {}\n  {}\n  {}\n  {}\n",
        info.name,
        say(&format!("What: {}", info.about)),
        say(&format!("Why: {}", info.why)),
        say(&format!("To mend it: {}", info.mend)),
        say(&format!("Example: {}", info.example)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_in_chinese_too() {
        let is_english = |text: &str| {
            let words = text.split(' ').filter(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()));
            words.count() > 1
        };
        for info in &CODES {
            for text in [info.about, info.why, info.mend, info.example] {
                assert!(!is_english(text) || Language::Chinese.say(text) != text, "{}: {text}", info.name);
            }
        }
    }
}
