//! As much of an answer as a budget of characters allows: the objects of the JSON contract, and the same for readers with
//! citations.
//!
//! The budget counts what is sent of a reply's text and of its structured content, for nobody knows which of them a client gives
//! to its model. At least one record is given, so that whoever goes on comes to an end: one that is too large by itself is
//! shortened, and said to be.

use std::collections::HashSet;
use std::io;
use std::num::NonZeroUsize;
use std::rc::Rc;

use anyhow::Context as _;
use rmcp::model::{CallToolResult, ContentBlock, JsonObject};
use serde_json::{Value, json};

use super::bookmarks::Bookmark;
use super::desk::Desk;
use super::source::Voice;
use super::tools::{BUDGET, CURSOR, LIMIT, Tool};
use crate::app::Answer;
use crate::render::{self, Appearance, Format, Item, Language, Layout, View};

/// Characters for what a page tells of itself.
const OF_PAGE: usize = 500;
/// Two tokens have three characters of Chinese; of English they would have eight, so that this is the most.
const TOKENS_OF_CHARACTERS: (usize, usize) = (2, 3);
/// A value is not cut below so many characters: what is left has to be of use.
const LEAST: usize = 40;
/// Of a record that is too large by itself, so much of the room is for its object.
const OF_OBJECT: (usize, usize) = (2, 3);
/// Characters of a citation, at most: a title, a link, headings, a line, an id.
const OF_CITATION: usize = 300;
/// The notices that may stand in a reply, and the characters of one.
const NOTICES: (usize, usize) = (12, 300);

/// What a tool finds, one page of it.
///
/// # Errors
/// What whoever asked has to know: an argument that means nothing, a name that nobody has, records that can't be read.
pub(super) fn of_tool(
    desk: &mut Desk<'_, '_>,
    tool: &'static Tool,
    given: &JsonObject,
) -> anyhow::Result<CallToolResult> {
    let arguments = tool.understood(given)?;
    let mut question = given.clone();
    question.retain(|name, value| ![CURSOR, LIMIT, BUDGET].contains(&name.as_str()) && !value.is_null());
    let before = match arguments.text(CURSOR) {
        Some(cursor) => Some(desk.bookmarks.find(cursor, tool.name(), &question)?.clone()),
        None => None,
    };
    let mut has_changed = false;
    let mut done: Rc<HashSet<String>> = Rc::default();
    let mut asked = arguments;
    if let Some(before) = before {
        has_changed = before.stamp != desk.stamp;
        let (limit, budget) = (asked.limit(), asked.budget());
        question = before.question;
        done = before.given;
        let mut whole = question.clone();
        whole.insert(LIMIT.to_owned(), limit.into());
        whole.insert(BUDGET.to_owned(), budget.into());
        asked = tool.understood(&whole)?;
    }
    // What has been given may stand first.
    let wanted = NonZeroUsize::MIN.saturating_add((done.len() + asked.limit()).saturating_sub(1));
    let answer = (tool.run)(desk.store, &asked, wanted)?;
    let notices = notices(desk, &answer, has_changed);
    let chosen = Chosen::of(answer.view, &done, wanted.get(), asked.limit());
    let page = Page::of(chosen, notices, asked.budget(), done.is_empty(), desk.source.voice.language)?;
    let cursor = (page.left_out > 0).then(|| {
        let given = Rc::new(done.iter().cloned().chain(page.names.iter().cloned()).collect());
        desk.bookmarks.keep(Bookmark { tool: tool.name(), question, given, stamp: desk.stamp })
    });
    Ok(page.finished(cursor, desk.source.voice))
}

/// What is to be said beside the records.
fn notices(desk: &Desk<'_, '_>, answer: &Answer, has_changed: bool) -> Vec<String> {
    let changed = has_changed.then_some(
        "the library has changed since the page before; what was given is left out, and what is new stands in its place",
    );
    let of_library = answer.remarks.notices.iter().filter(|notice| !desk.at_opening.contains(notice));
    let all = changed.into_iter().chain(of_library.chain(&answer.notices).map(String::as_str));
    let (most, length) = NOTICES;
    let said = all.map(|notice| {
        let mut notice = desk.source.voice.say(notice);
        cut(&mut notice, length);
        notice
    });
    said.take(most).collect()
}

/// The records that may stand on a page.
struct Chosen {
    view: View,
    /// How many are behind them.
    behind: usize,
}

impl Chosen {
    /// What of a view has not been given yet, `limit` of it at most. `wanted` is how much the view was asked for.
    fn of(mut view: View, done: &HashSet<String>, wanted: usize, limit: usize) -> Chosen {
        let is_all = view.items.len() < wanted || view.items.len() == view.total;
        let before = view.items.len();
        view.items.retain(|item| !done.contains(&name(item)));
        let known = before - view.items.len();
        let new = if is_all { view.items.len() } else { view.total.saturating_sub(known) };
        view.items.truncate(limit);
        Chosen { behind: new - view.items.len(), view }
    }
}

/// What tells a record from all others.
fn name(item: &Item) -> String {
    match item {
        Item::Record(entry) => entry.record.id.to_string(),
        Item::Topic(topic) => topic.slug.clone(),
        Item::Person(person) => person.name.clone(),
        // No tool lists facts, which have no name.
        Item::Fact(fact) => fact.kind.to_owned(),
    }
}

/// A page.
struct Page {
    /// The envelope of the contract, with the records of the page.
    envelope: Value,
    text: String,
    notices: Vec<String>,
    /// The names of its records.
    names: Vec<String>,
    /// Those that are not given whole.
    shortened: Vec<String>,
    total: usize,
    left_out: usize,
}

impl Page {
    /// As many of these as there is room for; of the first one at least a part. `is_first`: nothing has been given before.
    fn of(
        chosen: Chosen,
        notices: Vec<String>,
        budget: usize,
        is_first: bool,
        language: Language,
    ) -> anyhow::Result<Page> {
        let Chosen { view, behind } = chosen;
        let mut envelope = object(&view)?;
        let objects = match envelope["items"].take() {
            Value::Array(objects) => objects,
            _ => Vec::new(),
        };
        let without_nearby = keep_nearby(&mut envelope, budget / 2);
        // Each is said in the text as well.
        let said: usize = notices.iter().map(|notice| 2 * characters(notice)).sum();
        let mut room = budget.saturating_sub(OF_PAGE + said + length(&envelope));
        let names: Vec<String> = view.items.iter().map(name).collect();
        let (mut given, mut texts) = (Vec::new(), Vec::new());
        let mut shortened: Vec<String> = without_nearby.then(|| "nearby".to_owned()).into_iter().collect();
        for ((mut object, item), name) in objects.into_iter().zip(&view.items).zip(&names) {
            let mut text = words(&one(view.command, item.clone()), language)?;
            if length(&object) + characters(&text) > room {
                if !given.is_empty() {
                    break;
                }
                let (part, of) = OF_OBJECT;
                let for_object = (room * part / of).max(room.saturating_sub(characters(&text)));
                let keys = shorten(&mut object, for_object);
                cut_within(&mut text, room.saturating_sub(length(&object)));
                shortened.push(format!("{name}: {}", keys.join(", ")));
            }
            room = room.saturating_sub(length(&object) + characters(&text));
            given.push(object);
            texts.push(text);
        }
        let count = given.len();
        let left_out = behind + view.items.len() - count;
        let mut text = texts.join("\n\n");
        // Records of a part need a citation each; what is given whole reads as one, if there is room for it so.
        if is_first && left_out == 0 && shortened.is_empty() && reads_as_one(&view) {
            let whole = words(&View { sides: Vec::new(), ..view }, language)?;
            if characters(&whole) <= room + characters(&text) {
                text = whole;
            }
        }
        let total = envelope["total"].as_u64().and_then(|total| usize::try_from(total).ok());
        envelope["items"] = Value::Array(given);
        let names = names.into_iter().take(count).collect();
        Ok(Page { envelope, text, notices, names, shortened, total: total.unwrap_or_default(), left_out })
    }

    /// The reply, with what it tells of itself. Whatever is said in the text stands in the structured content too.
    fn finished(mut self, cursor: Option<String>, voice: Voice) -> CallToolResult {
        let mut parts = vec![self.notices.join("\n"), std::mem::take(&mut self.text)];
        let mut page = json!({
            "shown": self.names.len(),
            "left_out": self.left_out,
            "next_cursor": cursor,
            "shortened": self.shortened,
            "characters": 0,
            "tokens": 0,
        });
        self.envelope["notices"] = self.notices.into();
        let written = parts.iter().map(|part| characters(part)).sum::<usize>();
        let (shown, total, left_out) = (self.names.len(), self.total, self.left_out);
        let goes_on = |size: usize, tokens: usize| {
            cursor.as_deref().map(|cursor| voice.say(&format!(
                "{shown} of {total} given, {left_out} left out; cursor `{cursor}` goes on ({size} characters here, at most {tokens} tokens)"
            )))
        };
        let size = written + length(&self.envelope) + length(&page);
        // The line that tells the size is sent as well.
        let size = size + goes_on(size, size).map_or(0, |line| characters(&line));
        let (dividend, divisor) = TOKENS_OF_CHARACTERS;
        let tokens = (size * dividend).div_ceil(divisor);
        page["characters"] = size.into();
        page["tokens"] = tokens.into();
        self.envelope["page"] = page;
        parts.extend(goes_on(size, tokens));
        if !self.shortened.is_empty() {
            let names = self.shortened.join(", ");
            parts.push(
                voice.say(&format!("shortened to keep to the budget: {names}; a larger `budget` gives all")),
            );
        }
        parts.retain(|part| !part.is_empty());
        let mut result = CallToolResult::success(vec![ContentBlock::text(parts.join("\n\n"))]);
        result.structured_content = Some(self.envelope);
        result
    }
}

/// One record of a listing.
fn one(command: &'static str, item: Item) -> View {
    let (layout, items, sides) = (Layout::Listing, vec![item], Vec::new());
    View { command, total: 1, layout, items, search: None, sides, elsewhere: None }
}

/// Whether what a view holds is one thing, so that its text is no list of records with a citation each.
fn reads_as_one(view: &View) -> bool {
    let are_people = || view.items.iter().all(|item| matches!(item, Item::Person(_)));
    matches!(view.layout, Layout::Whole | Layout::Within { .. }) || are_people()
}

/// A view as the JSON contract has it.
fn object(view: &View) -> anyhow::Result<Value> {
    serde_json::from_slice(&rendered(view, Format::Json, Language::English)?).context("an answer is no JSON")
}

/// A view for readers, with citations; a record with the id by which others ask for it.
fn words(view: &View, language: Language) -> anyhow::Result<String> {
    let text =
        String::from_utf8(rendered(view, Format::Markdown, language)?).context("an answer is no text")?;
    let text = text.trim_end();
    Ok(match &view.items[..] {
        [Item::Record(entry)] => format!("{text} `{}`", entry.record.id),
        _ => text.to_owned(),
    })
}

fn rendered(view: &View, format: Format, language: Language) -> io::Result<Vec<u8>> {
    // Neither format hangs on the rest of it.
    let appearance = Appearance { width: 80, colour: false, links: None, language };
    let mut bytes = Vec::new();
    render::render(view, format, appearance, &mut bytes)?;
    Ok(bytes)
}

/// Keeps so much of what comes nearest as there is room for; tells whether anything was left out.
fn keep_nearby(envelope: &mut Value, room: usize) -> bool {
    let mut is_cut = false;
    while length(envelope) > room {
        let Some(Value::Array(nearby)) = envelope.get_mut("nearby") else { break };
        if nearby.pop().is_none() {
            break;
        }
        is_cut = true;
    }
    is_cut
}

/// Cuts the longest texts and lists of a record's object until it has at most so many characters, or nothing is left to cut.
/// Gives their keys.
fn shorten(object: &mut Value, room: usize) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    loop {
        let over = length(object).saturating_sub(room);
        let Some(values) = object.as_object_mut().filter(|_| over > 0) else { return keys };
        let is_long = |value: &Value| match value {
            Value::String(text) => characters(text) > LEAST,
            Value::Array(list) => !list.is_empty(),
            _ => false,
        };
        let longest =
            values.iter_mut().filter(|(_, value)| is_long(value)).max_by_key(|(_, value)| length(value));
        let Some((key, value)) = longest else { return keys };
        match value {
            Value::String(text) => {
                let kept = characters(text).saturating_sub(over).max(LEAST);
                cut(text, kept);
            }
            Value::Array(list) => list.truncate(list.len() / 2),
            _ => return keys,
        }
        if !keys.contains(key) {
            keys.push(key.clone());
        }
    }
}

/// Cuts a text to so many characters, the mark of that counted.
fn cut(text: &mut String, room: usize) {
    if text.char_indices().nth(room).is_none() {
        return;
    }
    let end = text.char_indices().nth(room.saturating_sub(1)).map_or(text.len(), |(end, _)| end);
    text.truncate(end);
    text.push('…');
}

/// The same, where the end stays as well: there stands the citation.
fn cut_within(text: &mut String, room: usize) {
    let all = characters(text);
    if all > room {
        let tail = OF_CITATION.min(room / 2);
        let end: String = text.chars().skip(all - tail).collect();
        cut(text, room - tail);
        text.push_str(&end);
    }
}

fn characters(text: &str) -> usize {
    text.chars().count()
}

/// Characters of a value as it is sent.
fn length(value: &Value) -> usize {
    characters(&value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_values_are_cut_first_and_names_stay() {
        let mut object = json!({
            "id": "q1",
            "text": "话".repeat(500),
            "uses": (0..300).map(|number| format!("p{number}")).collect::<Vec<_>>(),
        });
        let keys = shorten(&mut object, 200);
        assert!(length(&object) <= 200, "{object}");
        assert_eq!(object["id"], "q1");
        assert!(object["text"].as_str().unwrap_or_default().ends_with('…'));
        assert_eq!(keys, ["uses", "text"]);
        assert!(shorten(&mut object, 200).is_empty());
    }

    #[test]
    fn what_cannot_be_cut_stays() {
        let mut object = json!({ "id": "q1", "line": 12 });
        assert!(shorten(&mut object, 3).is_empty());
        assert_eq!(object, json!({ "id": "q1", "line": 12 }));
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        for (room, expect) in [(0, "…"), (1, "…"), (2, "推…"), (3, "推理…"), (4, "推理成本"), (9, "推理成本")]
        {
            let mut text = "推理成本".to_owned();
            cut(&mut text, room);
            assert_eq!(text, expect, "{room}");
        }
        let mut text = "推理成本会下降".to_owned();
        cut_within(&mut text, 5);
        assert_eq!(text, "推理…下降");
    }
}
