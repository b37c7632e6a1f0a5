//! The tools: a row for each with its arguments, and whom of `app` it asks. From the same rows come the schemas that a client
//! reads and the check of what it sends.

mod argument;
mod asked;

use std::num::NonZeroUsize;
use std::sync::Arc;

use rmcp::model::{JsonObject, Tool as ToolDescription, ToolAnnotations};
use serde_json::json;

use super::source::Voice;
use crate::app::{Answer, Store};
use crate::topics::Vocabulary;
use argument::{Argument, Shape};
use asked::{compare, glossary, notes, people, predictions, questions, quotes, search, show};

pub(super) use argument::{Arguments, BUDGET, CURSOR, LIMIT};

/// A tool.
pub(super) struct Tool {
    name: &'static str,
    /// What a person calls it.
    title: &'static str,
    /// What a model reads of it.
    says: &'static str,
    arguments: &'static [&'static [Argument]],
    /// Asks for so many of what is found, where it would cost to make more; it may make all.
    pub(super) run: fn(&Store<'_>, &Arguments, NonZeroUsize) -> anyhow::Result<Answer>,
}

/// Records of a page unless it is said how many.
const USUAL_LIMIT: usize = 20;
/// Characters of a page unless it is said how many: at most some 8,000 tokens of Chinese.
const USUAL_BUDGET: usize = 12_000;

const PAGE: &[Argument] = &[
    Argument {
        name: LIMIT,
        shape: Shape::Number { least: 1, most: 200, usual: USUAL_LIMIT },
        says: "At most so many records",
    },
    Argument {
        name: BUDGET,
        shape: Shape::Number { least: 2_000, most: 200_000, usual: USUAL_BUDGET },
        says: "At most so many characters in this reply (1.5 of Chinese are one token); what is left out is told",
    },
    Argument {
        name: CURSOR,
        shape: Shape::Text,
        says: "`next_cursor` of a reply, for what it left out; say the other arguments again or not at all",
    },
];
const QUERY: &[Argument] = &[Argument {
    name: "query",
    shape: Shape::Text,
    says: "What a record must hold: words in Chinese or English, \"phrases\", -words that must not occur, A OR B, and filters such as kind: topic: speaker: note: section: since: until:",
}];
const KINDS: &[Argument] =
    &[Argument { name: "kinds", shape: Shape::Kinds, says: "Only records of these kinds" }];
const SUBJECT: &[Argument] = &[
    Argument { name: "topics", shape: Shape::Topics, says: "Only records on these topics" },
    Argument {
        name: "section",
        shape: Shape::Text,
        says: "Only records below a heading that holds these words",
    },
];
const SPEAKERS: &[Argument] = &[Argument {
    name: "speakers",
    shape: Shape::Texts { least: 0, most: 50 },
    says: "Only records by these people; any of their names will do",
}];
const NOTES: &[Argument] = &[
    Argument {
        name: "notes",
        shape: Shape::Texts { least: 0, most: 50 },
        says: "Only these notes: id, slug or title, or a part of one",
    },
    Argument {
        name: "since",
        shape: Shape::Text,
        says: "Only notes from then on: 2026, 2026-03, 今年, last month",
    },
    Argument { name: "until", shape: Shape::Text, says: "Only notes up to then" },
];
const KEY: &[Argument] =
    &[Argument { name: "key", shape: Shape::Flag, says: "Only what a note has for its key quotes" }];
const TIMES: &[Argument] = &[
    Argument {
        name: "by",
        shape: Shape::Text,
        says: "Only what is to come true by then: 2027, 2026-06, 今年, next year",
    },
    Argument { name: "due", shape: Shape::Flag, says: "Only what should have come true by today" },
    Argument {
        name: "within",
        shape: Shape::Text,
        says: "Only what is to come true from today on within this time (6m, 1y, 半年), or within these days (今年, 2027)",
    },
    Argument {
        name: "open",
        shape: Shape::Flag,
        says: "Only what was still to come when it was said, and nobody has judged",
    },
    Argument { name: "past", shape: Shape::Flag, says: "Only what was over when it was said" },
    Argument {
        name: "verdicts",
        shape: Shape::Verdicts,
        says: "Only what this is known to have become of; `any` is judged, `none` is not",
    },
];
const TERM: &[Argument] = &[
    Argument {
        name: "term",
        shape: Shape::Text,
        says: "One term, by its name, an alias or the beginning of one, with where the notes use it; else a query. Without it all terms",
    },
    Argument {
        name: "mentions",
        shape: Shape::Flag,
        says: "Whether to tell of each term of a list where its note uses it",
    },
];
const NAME: &[Argument] = &[Argument {
    name: "name",
    shape: Shape::Text,
    says: "Somebody, by any of their names, or the beginning of one, in any script or in pinyin. Without it all people",
}];
const SIDES: &[Argument] = &[Argument {
    name: "people",
    shape: Shape::Texts { least: 2, most: 3 },
    says: "Two or three people, by any of their names",
}];
const WHAT: &[Argument] = &[
    Argument {
        name: "id",
        shape: Shape::NeededText,
        says: "An id as other tools give it, a section's number, a piece of a heading, or a note by its title or slug",
    },
    Argument {
        name: "context",
        shape: Shape::Number { least: 0, most: 20, usual: 0 },
        says: "So many records of the note before it and behind",
    },
    Argument {
        name: "why_person",
        shape: Shape::Flag,
        says: "Whether to tell what the name of whoever says it rests on",
    },
];

/// Every tool, in the order in which a client lists them.
pub(super) const TOOLS: &[Tool] = &[
    Tool {
        name: "search",
        title: "Search the notes",
        says: "Search every record of the notes, best first: quotes, questions with answers, predictions, terms, passages. A query may be words or a whole question, in Chinese or English. Where nothing fits exactly, weaker tiers are tried, and each hit says which. Begin here.",
        arguments: &[QUERY, KINDS, SUBJECT, SPEAKERS, NOTES, PAGE],
        run: search,
    },
    Tool {
        name: "quotes",
        title: "Quotes",
        says: "List what was said, word for word as the notes have it, in the order of the notes. `speaker` is null where the notes do not tell who says it: do not guess.",
        arguments: &[QUERY, KEY, SUBJECT, SPEAKERS, NOTES, PAGE],
        run: quotes,
    },
    Tool {
        name: "predictions",
        title: "Predictions",
        says: "List claims and predictions by their time, with who made them, for when, and what became of them.",
        arguments: &[QUERY, TIMES, SUBJECT, SPEAKERS, NOTES, PAGE],
        run: predictions,
    },
    Tool {
        name: "questions",
        title: "Questions",
        says: "List what was asked, with the ids of the quotes that answer it.",
        arguments: &[QUERY, SUBJECT, SPEAKERS, NOTES, PAGE],
        run: questions,
    },
    Tool {
        name: "glossary",
        title: "Glossary",
        says: "List the terms that the notes explain, or one term with its definition, aliases and where the notes use it.",
        arguments: &[TERM, SUBJECT, NOTES, PAGE],
        run: glossary,
    },
    Tool {
        name: "people",
        title: "People",
        says: "List who takes part, each under one name, or show one with their other names, talks, topics, key quotes and claims.",
        arguments: &[NAME, SUBJECT, NOTES, PAGE],
        run: people,
    },
    Tool {
        name: "compare",
        title: "Compare people",
        says: "What two or three people said on a subject, by day.",
        arguments: &[SIDES, QUERY, SUBJECT, NOTES, PAGE],
        run: compare,
    },
    Tool {
        name: "show",
        title: "Show in full",
        says: "One record, section or note in full, with its citation.",
        arguments: &[WHAT, NOTES, PAGE],
        run: show,
    },
    Tool {
        name: "notes",
        title: "Notes",
        says: "List the notes, the newest first, with their metadata and how much each holds.",
        arguments: &[QUERY, KINDS, SUBJECT, SPEAKERS, NOTES, PAGE],
        run: notes,
    },
];

impl Tool {
    /// The one of this name.
    pub(super) fn named(name: &str) -> Option<&'static Tool> {
        TOOLS.iter().find(|tool| tool.name == name)
    }

    /// What a client calls it.
    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    /// What may be said of what is wanted.
    fn arguments(&self) -> impl Iterator<Item = &'static Argument> + Clone {
        self.arguments.iter().flat_map(|group| group.iter())
    }

    /// What a client sent, understood.
    ///
    /// # Errors
    /// If it is no argument of this tool, or of another shape; the message tells a model what to do about it.
    pub(super) fn understood(&self, given: &JsonObject) -> anyhow::Result<Arguments> {
        Arguments::of(self.name, self.arguments(), given)
    }

    /// The tool as a client lists it.
    pub(super) fn description(&self, voice: Voice, vocabulary: &Vocabulary) -> ToolDescription {
        let mut properties = JsonObject::new();
        for argument in self.arguments() {
            properties.insert(argument.name.to_owned(), argument.schema(voice, vocabulary));
        }
        let needed: Vec<&str> =
            self.arguments().filter(|argument| argument.is_needed()).map(|argument| argument.name).collect();
        let mut schema = JsonObject::new();
        schema.insert("type".to_owned(), json!("object"));
        schema.insert("properties".to_owned(), properties.into());
        if !needed.is_empty() {
            schema.insert("required".to_owned(), json!(needed));
        }
        schema.insert("additionalProperties".to_owned(), json!(false));
        let annotations =
            ToolAnnotations::new().read_only(true).destructive(false).idempotent(true).open_world(false);
        ToolDescription::new(self.name, voice.say(self.says), schema)
            .with_title(voice.say(self.title))
            .with_raw_output_schema(Arc::new(output_schema()))
            .with_annotations(annotations)
    }
}

/// What every tool gives: the envelope of the JSON contract with a page around it. README tells the rest of it: a model reads
/// this again for each tool.
fn output_schema() -> JsonObject {
    let mut schema = JsonObject::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert(
        "properties".to_owned(),
        json!({
            "total": { "type": "integer" },
            "items": { "type": "array", "items": { "type": "object" } },
            "page": { "type": "object" }
        }),
    );
    schema.insert("required".to_owned(), json!(["total", "items", "page"]));
    schema
}
