//! What may stand in a command line: the values that the library at hand has.
//!
//! They come from the index as it is kept: where none is, or anything fails, there are none, for a shell that waits for a word
//! wants no error. The built-in note alone is read where it has to be.

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::PathBuf;

use super::arguments::GlobalArgs;
use super::context::Context;
use super::query_file;
use crate::app::Store;
use crate::model::{KINDS, Kind};
use crate::records::{Filter, Stored};
use crate::render::{Language, Shown};
use crate::search::FilterName;
use crate::text::fold_text;
use crate::text::width::one_line;

/// Something that may be typed, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) value: String,
    pub(super) help: String,
}

/// What an argument takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Kind,
    Topic,
    Person,
    Note,
    Term,
    Id,
    /// The fields of what is listed.
    Field(Shown),
    Prediction,
    /// A query, in which the names of filters and their values are known.
    Query,
    /// A term, or a query.
    TermOrQuery,
}

impl Asked {
    /// What an argument of a command takes, if it is anything that the library knows.
    pub(super) fn of(command: &str, argument: &str) -> Option<Asked> {
        match (command, argument) {
            (_, "kind") => Some(Asked::Kind),
            (_, "topic") => Some(Asked::Topic),
            (_, "speaker") | ("people", "name") | ("compare", "names") => Some(Asked::Person),
            (_, "note") => Some(Asked::Note),
            ("glossary", "term") => Some(Asked::TermOrQuery),
            (_, "query") => Some(Asked::Query),
            ("show" | "open", "what") | ("cite", "ids") => Some(Asked::Id),
            (_, "fields" | "sort" | "group_by") => shown(command).map(Asked::Field),
            ("judge", "prediction") => Some(Asked::Prediction),
            _ => None,
        }
    }
}

/// What a command lists, whose fields may be named.
fn shown(command: &str) -> Option<Shown> {
    Some(match command {
        "search" | "new" => Shown::Hits,
        "quotes" => Shown::Records(Kind::Quote),
        "predictions" => Shown::Records(Kind::Prediction),
        "questions" => Shown::Records(Kind::Question),
        "glossary" => Shown::Records(Kind::Term),
        "sections" => Shown::Records(Kind::Section),
        "notes" => Shown::Records(Kind::Note),
        "compare" => Shown::Said,
        "stats" => Shown::Periods,
        "topics" => Shown::Topics,
        "people" => Shown::People,
        "check" => Shown::Problems,
        _ => return None,
    })
}

/// A library that may be asked for values.
#[derive(Debug)]
pub(super) struct Candidates {
    /// The notes that the command line names.
    notes: Vec<PathBuf>,
    /// What a value with white space needs.
    marks: Marks,
}

/// What a shell needs where it takes a value as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// Nothing: it puts them in itself.
    None,
    /// A backslash before each character that means something to it.
    Backslashes,
    /// The same for the few that mean something within double quotation marks, which are open.
    InDouble,
    /// Nothing but an end and a new beginning around each mark, within single quotation marks, which are open.
    InSingle,
    /// Quotation marks around the value, in which a mark stands twice: PowerShell.
    Quotes,
}

/// The shortest beginning of an id that leaves few enough of them in any library.
const ID_BEGINNING: usize = 2;
/// So many records are few enough to be listed whatever was typed, and so many notes where there are more records.
const FEW_RECORDS: usize = 3000;
const FEW_NOTES: usize = 500;
/// Columns for the words of a record beside its id.
const WORDS: usize = 40;

impl Candidates {
    /// For the command line that stands behind `--` among the arguments.
    pub(super) fn of(arguments: &[OsString], marks: Marks) -> Candidates {
        let mut words = arguments.iter().skip_while(|word| *word != "--").skip(1);
        let mut notes = Vec::new();
        while let Some(word) = words.next() {
            let own = word.to_str().and_then(|word| word.strip_prefix("--notes="));
            match own {
                Some(path) => notes.push(PathBuf::from(path)),
                None if word == "--notes" => notes.extend(words.next().map(PathBuf::from)),
                None => {}
            }
        }
        Candidates { notes, marks }
    }

    /// The saved queries.
    pub(super) fn saved(&self) -> Vec<Candidate> {
        let file = query_file::path().and_then(|path| query_file::read(&path).ok()).unwrap_or_default();
        file.queries.into_iter().map(|query| Candidate { value: query.name, help: query.command }).collect()
    }

    /// The values that may go on from what is typed.
    pub(super) fn of_value(&self, asked: Asked, typed: &str) -> Vec<Candidate> {
        let is_quoted = typed.starts_with(['"', '\'']);
        let mark = if is_quoted { &typed[..1] } else { "" };
        let typed = typed[mark.len()..].replace('\\', "");
        let mut found = match asked {
            Asked::Query => self.of_query(&typed),
            Asked::TermOrQuery => {
                let terms = self.found(Asked::Term, &fold_text(&typed)).unwrap_or_default();
                terms.into_iter().chain(self.of_query(&typed)).collect()
            }
            asked => self.found(asked, &fold_text(&typed)).unwrap_or_default(),
        };
        // What is typed in capitals wants capitals: a shell that goes on with what all have in common would take them back.
        if found.iter().any(|candidate| candidate.value.starts_with(&typed)) {
            found.retain(|candidate| candidate.value.starts_with(&typed));
        }
        found.sort_by(|one, other| one.value.cmp(&other.value));
        found.dedup_by(|one, other| one.value == other.value);
        for candidate in &mut found {
            candidate.help = one_line(&candidate.help).into_owned();
            candidate.value = one_line(&candidate.value).into_owned();
            candidate.value = match self.marks {
                Marks::Backslashes if is_quoted => format!("{mark}{}", candidate.value),
                Marks::Backslashes => marked(&candidate.value),
                Marks::InDouble => in_double(&candidate.value),
                Marks::InSingle => candidate.value.replace('\'', r"'\''"),
                Marks::Quotes => quoted(&candidate.value),
                Marks::None => continue,
            };
        }
        found
    }

    /// The names of filters that may go on from what is typed of a query, or the values of the one that is named.
    fn of_query(&self, typed: &str) -> Vec<Candidate> {
        let Some(colon) = typed.find([':', '：']) else { return filter_names(typed) };
        let (name, value) = typed.split_at(colon);
        let colon = value.chars().next().map_or(0, char::len_utf8);
        let (lead, value) = typed.split_at(name.len() + colon);
        let asked = match FilterName::named(name) {
            Some(FilterName::Kind) => Asked::Kind,
            Some(FilterName::Topic) => Asked::Topic,
            Some(FilterName::Speaker) => Asked::Person,
            Some(FilterName::Note) => Asked::Note,
            _ => return Vec::new(),
        };
        let begun = value;
        let value = begun.trim_start_matches('"');
        let found = self.found(asked, &fold_text(value)).unwrap_or_default();
        let within = |Candidate { value, help }: Candidate| match value.contains(char::is_whitespace) {
            // A name is the same without its spaces, and zsh offers only what goes on from what is typed.
            true if asked == Asked::Person && !begun.starts_with('"') => {
                Candidate { value: format!("{lead}{}", value.split_whitespace().collect::<String>()), help }
            }
            true => Candidate { value: format!("{lead}\"{value}\""), help },
            false => Candidate { value: format!("{lead}{value}"), help },
        };
        found.into_iter().map(within).collect()
    }

    fn found(&self, asked: Asked, wanted: &str) -> anyhow::Result<Vec<Candidate>> {
        let mut found = Vec::new();
        let mut add = |value: &str, help: String| {
            if fold_text(value).starts_with(wanted) {
                found.push(Candidate { value: value.to_owned(), help });
            }
        };
        if asked == Asked::Kind {
            let language = Language::of(None);
            KINDS.iter().for_each(|info| add(info.name, told(language, info.chinese, info.plural)));
            return Ok(found);
        }
        if let Asked::Field(shown) = asked {
            // The order may be turned round.
            let mark = ["-", "+"].into_iter().find(|mark| wanted.starts_with(mark)).unwrap_or_default();
            shown.fields().iter().for_each(|field| add(&format!("{mark}{}", field.name), String::new()));
            return Ok(found);
        }
        let context = GlobalArgs::of_notes(self.notes.clone()).context()?;
        let Some(store) = open(&context)? else { return Ok(found) };
        match asked {
            Asked::Kind | Asked::Field(_) | Asked::Query | Asked::TermOrQuery => {}
            Asked::Topic => {
                for topic in store.vocabulary()?.topics() {
                    add(&topic.slug, told(context.language, &topic.chinese, &topic.english));
                    // Whoever begins in Chinese goes on in it.
                    if !wanted.is_ascii() {
                        let names = [&topic.chinese].into_iter().chain(&topic.aliases);
                        names.for_each(|name| add(name, topic.slug.clone()));
                    }
                }
            }
            Asked::Person => {
                let said = |count: usize| match (context.language, count) {
                    (Language::Chinese, _) => format!("{count} 条记录"),
                    (Language::English, 1) => "1 record".to_owned(),
                    (Language::English, _) => format!("{count} records"),
                };
                let mut known: HashSet<String> = HashSet::new();
                for person in store.records().persons()?.into_iter().filter(|person| !person.notes.is_empty())
                {
                    add(&person.name, context.language.count(person.notes.len(), Kind::Note));
                    for name in person.names {
                        if !wanted.is_empty() {
                            add(&name.text, person.name.clone());
                        }
                        known.insert(name.text);
                    }
                }
                // Whoever has a name of their own is counted under that.
                let others = store.records().speakers()?;
                let others = others.iter().filter(|(name, _)| !known.contains(name));
                others.for_each(|(name, times)| add(name, said(*times)));
            }
            Asked::Note => {
                for Stored { note, .. } in of_kind(&store, Kind::Note)? {
                    let day = note.date.map(|day| format!(" {day}")).unwrap_or_default();
                    add(note.slug(), format!("《{}》{day}", note.title));
                    if !wanted.is_empty() {
                        add(&note.title, day.trim().to_owned());
                    }
                }
            }
            Asked::Term => {
                for stored in of_kind(&store, Kind::Term)? {
                    add(stored.record.text(), short(&stored));
                }
            }
            Asked::Prediction => {
                for stored in of_kind(&store, Kind::Prediction)? {
                    add(stored.record.id.as_str(), short(&stored));
                }
            }
            Asked::Id => {
                let is_id = wanted.bytes().all(|byte| byte.is_ascii_alphanumeric());
                let stored = if is_id { ids(&store, wanted)? } else { Vec::new() };
                stored.iter().for_each(|stored| add(stored.record.id.as_str(), short(stored)));
            }
        }
        Ok(found)
    }
}

/// What a value is called in the language that is spoken.
fn told(language: Language, chinese: &str, english: &str) -> String {
    if language == Language::Chinese { chinese } else { english }.to_owned()
}

/// The library as it is kept; the built-in one is small enough to be read.
fn open(context: &Context) -> anyhow::Result<Option<Store<'_>>> {
    if context.library.is_built_in() && !context.cluster.is_read() {
        return context.open().map(Some);
    }
    Ok(context.kept())
}

/// The names of filters, each with its colon, where one is begun.
fn filter_names(typed: &str) -> Vec<Candidate> {
    let wanted = fold_text(typed);
    let names =
        FilterName::names().filter(|(name, _)| !wanted.is_empty() && fold_text(name).starts_with(&wanted));
    names.map(|(name, proper)| Candidate { value: format!("{name}:"), help: proper.to_owned() }).collect()
}

/// The records whose id begins so: of a library with very many only notes, until enough is typed.
fn ids(store: &Store<'_>, begun: &str) -> anyhow::Result<Vec<Stored>> {
    let records = store.records();
    if begun.len() >= ID_BEGINNING {
        return records.find(begun);
    }
    if records.len() <= FEW_RECORDS {
        return records.list(&Filter::default());
    }
    let has_few_notes = records.note_records()?.len() <= FEW_NOTES;
    if has_few_notes { of_kind(store, Kind::Note) } else { Ok(Vec::new()) }
}

fn of_kind(store: &Store<'_>, kind: Kind) -> anyhow::Result<Vec<Stored>> {
    store.records().list(&Filter { kinds: vec![kind], ..Filter::default() })
}

/// The beginning of a record's words.
fn short(stored: &Stored) -> String {
    let words: String = stored.record.text().chars().take(WORDS).collect();
    let speaker = stored.record.speaker().map(|speaker| format!("{speaker}：")).unwrap_or_default();
    format!("{speaker}{words}")
}

/// With a backslash before each character that a shell would take for something else.
fn marked(value: &str) -> String {
    let mut marked = String::with_capacity(value.len());
    for character in value.chars() {
        if character.is_ascii() && !character.is_ascii_alphanumeric() && !"-_./:@%+=,".contains(character) {
            marked.push('\\');
        }
        marked.push(character);
    }
    marked
}

/// As it stands within the double quotation marks of a shell.
fn in_double(value: &str) -> String {
    let mut marked = String::with_capacity(value.len());
    for character in value.chars() {
        if matches!(character, '\\' | '"' | '$' | '`') {
            marked.push('\\');
        }
        marked.push(character);
    }
    marked
}

/// In the quotation marks that PowerShell has, which takes curly ones for them too, unless nothing in it means something there.
fn quoted(value: &str) -> String {
    let is_plain = |it: char| it.is_alphanumeric() || "-_./:+=%".contains(it);
    if value.chars().all(is_plain) && !value.starts_with('-') {
        return value.to_owned();
    }
    let is_mark = |it: char| matches!(it, '\'' | '\u{2018}'..='\u{201b}');
    let inner: String =
        value.chars().flat_map(|it| [Some(it), Some(it).filter(|it| is_mark(*it))]).flatten().collect();
    format!("'{inner}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_names_its_notes() {
        let notes = |words: &[&str]| {
            Candidates::of(&words.iter().map(OsString::from).collect::<Vec<_>>(), Marks::None).notes
        };
        let line = ["townhall", "--", "townhall", "--notes", "a", "search", "--notes=b", "--topic", ""];
        assert_eq!(notes(&line), [PathBuf::from("a"), PathBuf::from("b")]);
        assert!(notes(&["townhall", "--notes", "a"]).is_empty());
    }

    #[test]
    fn an_order_may_be_turned_round() {
        let candidates = Candidates { notes: Vec::new(), marks: Marks::None };
        let found = candidates.of_value(Asked::Field(Shown::Records(Kind::Quote)), "-dat");
        assert_eq!(found.iter().map(|it| it.value.as_str()).collect::<Vec<_>>(), ["-date"]);
    }

    #[test]
    fn what_a_shell_would_take_for_something_else_is_marked() {
        assert_eq!(marked("Sam Altman"), "Sam\\ Altman");
        assert_eq!(marked("$(rm)"), "\\$\\(rm\\)");
        assert_eq!(marked("2026-01 谈话"), "2026-01\\ 谈话");
        assert_eq!(in_double(r#"note:"$a b""#), r#"note:\"\$a b\""#);
        assert_eq!(quoted("Sam Altman"), "'Sam Altman'");
        assert_eq!(quoted("O’Reilly's $x"), "'O’’Reilly''s $x'");
        assert_eq!(quoted("李飞飞"), "李飞飞");
    }
}
