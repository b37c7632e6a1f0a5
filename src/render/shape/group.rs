//! Groups of things that have the same value.
//!
//! Words are grouped with the greatest group first, numbers and days in their order; what has no value comes last. A thing
//! with several values, as topics are, stands in each of their groups. By person, those of whom only a short name is known
//! are grouped note by note, for the same short name is somebody else in another note.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;

use super::super::style::{Page, Rich, Role};
use super::super::{Appearance, Item, Language, Layout, View};
use super::arrange::SortValue;
use super::template::Placeholder;
use super::value::{parts, value};
use super::{Direction, FieldKind, Shown, SortKey};
use crate::model::Kind;

/// What things are grouped by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grouping {
    by: Placeholder,
    /// What slugs are called, where things are grouped by topic.
    topics: Vec<TopicName>,
}

/// What readers call a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicName {
    /// What scripts call it.
    pub slug: String,
    /// In Chinese.
    pub chinese: String,
    /// In English.
    pub english: String,
}

/// Things that have the same value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The value; `None` for those that have none.
    pub value: Option<String>,
    /// What readers are shown: the value, or who else it is.
    pub label: Option<String>,
    /// How many there are.
    pub count: usize,
    /// Their numbers among the items.
    pub items: Vec<usize>,
    /// The field whose value it is.
    #[serde(skip)]
    pub field: &'static str,
    /// What the topic is called that it is.
    #[serde(skip)]
    pub topic: Option<TopicName>,
}

/// What stands above those that have no value.
const NOTHING: &str = "—";

impl Grouping {
    /// Reads what a template has between braces: a field, or a day in a form of its own (`date:%Y-%m`).
    ///
    /// # Errors
    /// If it is none; the message lists the fields.
    pub fn parse(text: &str, shown: Shown, language: Language) -> Result<Grouping, String> {
        // Whoever follows claims asks when they are to come true, not when they were made.
        let of_claims = shown == Shown::Records(Kind::Prediction) && text.trim() == "year";
        let text = if of_claims { "end|start:%Y" } else { text };
        Placeholder::parse(text, shown, language).map(|by| Grouping { by, topics: Vec::new() })
    }

    /// Whether the groups are those of topics.
    pub fn is_by_topic(&self) -> bool {
        self.by.field().name == "topics"
    }

    /// The same with what topics are called.
    pub fn naming(self, topics: Vec<TopicName>) -> Grouping {
        Grouping { topics, ..self }
    }

    /// The groups of these things, in order.
    pub fn groups(&self, items: &[Item]) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let mut numbers: HashMap<(Option<String>, Option<String>), usize> = HashMap::new();
        for (number, item) in items.iter().enumerate() {
            for key in self.keys(item) {
                let group = *numbers.entry(key).or_insert_with_key(|(value, label)| {
                    groups.push(Group {
                        value: value.clone(),
                        label: label.clone(),
                        count: 0,
                        items: Vec::new(),
                        field: self.by.field().name,
                        topic: self.topic(value.as_deref()),
                    });
                    groups.len() - 1
                });
                // A list may say a thing twice.
                if groups[group].items.last() != Some(&number) {
                    groups[group].items.push(number);
                    groups[group].count += 1;
                }
            }
        }
        let kind = self.by.field().kind;
        if matches!(kind, FieldKind::Text | FieldKind::List(_)) {
            groups.sort_by_key(|group| (group.value.is_none(), group.label.is_none(), Reverse(group.count)));
        } else {
            let key = SortKey { field: self.by.field(), direction: Direction::Rising };
            let value = |group: &Group| SortValue::of(group.value.as_deref().unwrap_or_default(), kind);
            groups.sort_by(|one, other| key.order(&value(one), &value(other)));
        }
        groups
    }

    fn topic(&self, slug: Option<&str>) -> Option<TopicName> {
        self.topics.iter().find(|topic| Some(topic.slug.as_str()) == slug).cloned()
    }

    /// Values with what readers are shown of each.
    fn keys(&self, item: &Item) -> Vec<(Option<String>, Option<String>)> {
        let known = |value: String| (Some(value.clone()), Some(value));
        let text = self.by.fill(item);
        let text = text.trim();
        match self.by.field().kind {
            FieldKind::List(separator) if !text.is_empty() => {
                parts(text, separator).into_iter().map(known).collect()
            }
            _ if !text.is_empty() => vec![known(text.to_owned())],
            _ if self.by.field().name == "person" => vec![(None, short_name(item))],
            _ => vec![(None, None)],
        }
    }

    /// What decides in an order of counted groups: their number, or the value they have in common.
    pub(super) fn sort_kind(&self) -> FieldKind {
        self.by.field().kind
    }
}

/// Who says it as the note has it, and which note that is.
fn short_name(item: &Item) -> Option<String> {
    let speaker = value(item, "speaker");
    (!speaker.is_empty()).then(|| format!("{speaker} · {}", value(item, "note_title")))
}

impl Group {
    /// What readers are shown.
    pub(super) fn shown(&self) -> &str {
        self.label.as_deref().unwrap_or(NOTHING)
    }

    /// The same on the screen, where what scripts call a value has a name in the reader's language.
    pub(super) fn spoken(&self, language: Language) -> Cow<'_, str> {
        if let Some(TopicName { chinese, english, .. }) = &self.topic {
            return if language == Language::Chinese { chinese } else { english }.into();
        }
        match self.field {
            "kind" | "tier" | "attribution" | "horizon_kind" | "key" => language.word(self.shown()),
            _ => self.shown().into(),
        }
    }

    /// The line above its things.
    pub(super) fn heading(&self, appearance: Appearance<'_>, out: &mut dyn Write) -> io::Result<()> {
        let name = Rich::new(Role::Strong, &self.spoken(appearance.language))
            .with(Role::Faint, &appearance.language.filled("（{}）", &[&self.count]));
        Page::new(appearance, out).text(&name)
    }
}

/// Some of a view's items.
pub(super) fn part(view: &View, items: &[usize]) -> View {
    View {
        command: view.command,
        total: view.total,
        layout: match view.layout {
            // Which sections these are is what the group tells.
            Layout::Contents => Layout::Outline,
            // Whose words these are, too, and nobody else's stand beside them.
            Layout::Sides => Layout::Cards,
            other => other,
        },
        items: items.iter().filter_map(|&item| view.items.get(item)).cloned().collect(),
        search: view.search.clone(),
        sides: Vec::new(),
        elsewhere: None,
    }
}

/// The items of all groups in their order, each once, and the groups with the numbers that their items have there.
pub(super) fn in_their_order(groups: &[Group]) -> (Vec<usize>, Vec<Group>) {
    let mut once = Vec::new();
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    let mut numbered = groups.to_vec();
    for item in numbered.iter_mut().flat_map(|group| &mut group.items) {
        *item = *numbers.entry(*item).or_insert_with(|| {
            once.push(*item);
            once.len() - 1
        });
    }
    (once, numbered)
}
