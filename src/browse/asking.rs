//! Asks the library, on a thread of its own: a question may take longer than a key may wait.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use super::question::{List, Page, Question, Reply, Shelf, Target, Ticket};
use super::rows::row;
use super::words;
use crate::app::{
    self, Access, Answer, Due, Found, Repeats, SearchRequest, Selection, Store, TermListing, VerdictPlaces,
};
use crate::library::Library;
use crate::model::{Body, Kind, RecordId};
use crate::records::{Damage, Filter, Stored};
use crate::render::{
    self, Appearance, CitationStyle, Entry, Format, Item, Language, Layout, Role, StyledLine, View,
};
use crate::search::Today;

/// More hits than this nobody goes through.
const HITS: NonZeroUsize = NonZeroUsize::new(200).expect("is not zero");
/// More records of a person or topic than this nobody goes through.
const RECORDS: usize = 2_000;
/// How long after a look at the notes the next one is due, at least.
const LOOK: Duration = Duration::from_secs(1);
/// So many times as long as a look takes, at least.
const REST: u32 = 20;
/// How often to try with what is kept on disk.
const TRIES: usize = 2;
/// What a topic's records are, and what somebody says.
const SAID: [Kind; 3] = [Kind::Quote, Kind::Question, Kind::Prediction];

/// What is asked, and how it is answered.
pub struct Source {
    /// The notes.
    pub library: Library,
    /// The folder for indexes.
    pub cache: Option<PathBuf>,
    /// Where what became of predictions may be kept.
    pub verdicts: VerdictPlaces,
    /// Whether to look what changed among the notes.
    pub refresh: bool,
    /// The day to take for today.
    pub today: Today,
    /// The language to speak.
    pub language: Language,
    /// Says a message in that language.
    pub say: fn(Language, &str) -> String,
}

/// Answers questions until nobody asks any more. Of those that wait, only the last for a list and the last for a page are
/// answered: nobody waits for the others. Where nobody asks, it looks what changed among the notes, and answers the last
/// questions again if anything did.
pub(super) fn answer_all(
    source: &Source,
    questions: &Receiver<(Ticket, Question)>,
    replies: &Sender<(Ticket, Reply)>,
) {
    let mut waiting: Vec<(Ticket, Question)> = Vec::new();
    let mut last: Vec<(Ticket, Question)> = Vec::new();
    let mut cache = source.cache.clone();
    let mut tries = 0;
    'opened: loop {
        let stamp = source.stamp();
        let damage = Damage::default();
        let access = Access {
            cache: cache.as_deref(),
            refresh: source.refresh,
            progress: None,
            today: source.today,
            damage: Some(&damage),
            verdicts: Some(&source.verdicts),
        };
        let store = Store::open(&source.library, access);
        let mut pause = LOOK;
        loop {
            if waiting.is_empty() {
                match questions.recv_timeout(pause) {
                    Ok(asked) => waiting.push(asked),
                    Err(RecvTimeoutError::Disconnected) => return,
                    Err(RecvTimeoutError::Timeout) => {
                        let began = Instant::now();
                        let is_changed = source.stamp() != stamp;
                        // A look at many notes takes long, and is to take little of the machine.
                        pause = LOOK.max(began.elapsed() * REST);
                        if is_changed {
                            waiting.append(&mut last);
                            continue 'opened;
                        }
                        continue;
                    }
                }
            }
            waiting.extend(questions.try_iter());
            let (ticket, question) = take_next(&mut waiting);
            let reply = match &store {
                Ok(store) => source.answer(store, &question).unwrap_or_else(|error| source.failed(&error)),
                Err(error) => source.failed(error),
            };
            if damage.is_met() {
                // What is damaged is made anew when it is opened again; where it can't be, it is done without.
                tries += 1;
                if tries >= TRIES {
                    cache = None;
                }
                waiting.push((ticket, question));
                continue 'opened;
            }
            last.retain(|(_, other)| other.is_of_page() != question.is_of_page());
            last.push((ticket, question));
            if replies.send((ticket, reply)).is_err() {
                return;
            }
        }
    }
}

/// The next question: of a list before a page, and of each the last that was asked.
fn take_next(waiting: &mut Vec<(Ticket, Question)>) -> (Ticket, Question) {
    let last_of = |of_page: bool| {
        waiting
            .iter()
            .enumerate()
            .filter(|(_, (_, question))| question.is_of_page() == of_page)
            .max_by_key(|(_, (ticket, _))| *ticket)
            .map(|(at, _)| at)
    };
    let at = last_of(false).or_else(|| last_of(true)).unwrap_or_default();
    let is_of_page = waiting[at].1.is_of_page();
    let next = waiting.swap_remove(at);
    waiting.retain(|(_, question)| question.is_of_page() != is_of_page);
    next
}

impl Source {
    /// Another number when the notes are others; 0 where nobody wants to know.
    fn stamp(&self) -> u64 {
        if !self.refresh || self.library.is_built_in() {
            return 0;
        }
        let mut hasher = DefaultHasher::new();
        if let Ok(listing) = self.library.sources() {
            for source in &listing.sources {
                (&source.path, source.root, source.stamp).hash(&mut hasher);
            }
        }
        hasher.finish()
    }

    fn failed(&self, error: &anyhow::Error) -> Reply {
        let causes: Vec<String> =
            error.chain().map(|cause| (self.say)(self.language, &cause.to_string())).collect();
        Reply::Failed(causes.join(": "))
    }

    /// Answers a question.
    ///
    /// # Errors
    /// What the reader has to know: a filter that names nothing, records that can't be read.
    pub(super) fn answer(&self, store: &Store<'_>, question: &Question) -> anyhow::Result<Reply> {
        Ok(match question {
            Question::Shelf(shelf) => {
                let answer = self.shelf(store, *shelf)?;
                let title = words::shelf(*shelf).in_language(self.language);
                Reply::List(self.list(title, &answer.view.items))
            }
            Question::Search { query, columns } => self.search(store, query, *columns)?,
            Question::Follow(target) => {
                let (title, items) = self.follow(store, target)?;
                Reply::List(self.list(&title, &items))
            }
            Question::Page { target, width } => Reply::Page(Box::new(self.page(store, target, *width)?)),
        })
    }

    fn shelf(&self, store: &Store<'_>, shelf: Shelf) -> anyhow::Result<Answer> {
        let all = Selection::default();
        match shelf {
            Shelf::Notes => app::notes(store, &all),
            Shelf::People => app::people(store, &all, false),
            Shelf::Topics => app::topics(store, &all, false),
            Shelf::Glossary => {
                app::glossary(store, &all, TermListing { repeats: Repeats::Merged, mentions: false })
            }
            Shelf::Predictions => app::predictions(store, &all, &Due::default()),
        }
    }

    fn search(&self, store: &Store<'_>, query: &str, columns: usize) -> anyhow::Result<Reply> {
        let selection = Selection { limit: Some(HITS), ..Selection::default() };
        let mut request = SearchRequest::new(query, columns, false, Repeats::Apart);
        request.layout = Layout::Hits;
        let answer = app::search(store, &selection, request)?;
        let mut list = self.list("", &answer.view.items);
        if let Some(facts) = &answer.view.search {
            let tier = facts.tier.map(|tier| self.language.tier(tier).to_owned());
            let without = words::WITHOUT.in_language(self.language);
            let dropped =
                (!facts.dropped.is_empty()).then(|| format!("{without}{}", facts.dropped.join(" ")));
            let parts =
                [Some(answer.view.total.to_string()).filter(|_| !list.rows.is_empty()), tier, dropped];
            list.note = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        }
        if list.rows.is_empty() {
            list.note =
                answer.notices.first().map(|notice| (self.say)(self.language, notice)).unwrap_or_default();
        }
        Ok(Reply::List(list))
    }

    fn list(&self, title: &str, items: &[Item]) -> List {
        let rows = items.iter().filter_map(|item| row(item, self.language)).collect();
        List { title: title.to_owned(), rows, note: items.len().to_string() }
    }

    /// What something leads to: of a note and a section what stands in it, of a term its uses, of a question the answers, of a
    /// key quote and a claim the words behind it, of any other words the question, else who says them.
    fn follow(&self, store: &Store<'_>, target: &Target) -> anyhow::Result<(String, Vec<Item>)> {
        match target {
            Target::Record(id) => self.follow_record(store, *id),
            Target::Person(name) => {
                let selection =
                    Selection { speakers: vec![name.clone()], kinds: SAID.to_vec(), ..Selection::default() };
                Ok((name.clone(), first(store, &selection.filter(store)?)?))
            }
            Target::Topic(slug) => {
                let kinds = SAID.into_iter().chain([Kind::Term]).collect();
                let filter = Filter { topics: vec![slug.clone()], kinds, ..Filter::default() };
                let topic = topic(store, slug)?;
                let name = match (&topic, self.language) {
                    (Some(Item::Topic(topic)), Language::Chinese) => topic.chinese.clone(),
                    (Some(Item::Topic(topic)), Language::English) => topic.english.clone(),
                    _ => slug.clone(),
                };
                Ok((name, first(store, &filter)?))
            }
        }
    }

    fn follow_record(&self, store: &Store<'_>, id: RecordId) -> anyhow::Result<(String, Vec<Item>)> {
        let answer = app::show(store, &Selection::default(), id.as_str())?;
        let Some(entry) = first_entry(&answer.view) else { return Ok((String::new(), Vec::new())) };
        let of_note = Filter { notes: vec![entry.note.note_path.clone()], ..Filter::default() };
        let title = entry.record.text().to_owned();
        let here = |keep: &dyn Fn(&Stored) -> bool| -> anyhow::Result<Vec<Item>> {
            let all = store.records().list(&of_note)?.into_iter();
            Ok(all.filter(keep).map(|stored| Item::Record(Box::new(app::entry(stored)))).collect())
        };
        let items = match &entry.record.body {
            Body::Note(_) => here(&|other| other.record.kind() == Kind::Section)?,
            Body::Section(_) => {
                let lines = entry.record.lines;
                here(&|other| {
                    other.record.id != id
                        && lines.contains(other.record.lines)
                        && other.record.kind() != Kind::Note
                })?
            }
            Body::Passage(passage) if passage.speaker.is_none() => {
                let number = &entry.record.section_number;
                here(&|other| other.record.kind() == Kind::Section && other.record.section_number == *number)?
            }
            _ => {
                let ids = led_to(entry);
                let asked = match &entry.record.body {
                    Body::Quote(quote) => quote.question.as_deref(),
                    _ => None,
                };
                match (ids.is_empty(), asked) {
                    (false, _) => records(store, &ids)?,
                    (true, Some(question)) => here(&|other| {
                        other.record.kind() == Kind::Question && other.record.text() == question
                    })?,
                    (true, None) => Vec::new(),
                }
            }
        };
        match (items.is_empty(), &entry.person) {
            (true, Some(person)) => Ok((person.to_string(), self.person(store, person)?.items)),
            _ => Ok((title, items)),
        }
    }

    fn person(&self, store: &Store<'_>, name: &str) -> anyhow::Result<View> {
        Ok(app::person(store, &Selection::default(), name)?.view)
    }

    fn page(&self, store: &Store<'_>, target: &Target, width: usize) -> anyhow::Result<Page> {
        let view = match target {
            Target::Record(id) => app::show(store, &Selection::default(), id.as_str())?.view,
            Target::Person(name) => self.person(store, name)?,
            Target::Topic(slug) => View {
                command: "topics",
                total: 1,
                layout: Layout::Cards,
                items: topic(store, slug)?.into_iter().collect(),
                search: None,
                sides: Vec::new(),
            },
        };
        let appearance = Appearance { width, colour: false, links: None, language: self.language };
        let mut lines = render::styled_lines(&view, appearance);
        let mut page = Page {
            target: target.clone(),
            lines: Vec::new(),
            stored: None,
            citation: None,
            markdown: markdown(&view, appearance)?,
            before: None,
            behind: None,
        };
        if let Some(entry) = first_entry(&view).filter(|_| matches!(target, Target::Record(_))) {
            let mut cited = Vec::new();
            let own = [Item::Record(Box::new(entry.clone()))];
            render::write_citations(&own, CitationStyle::Plain, self.today.date(), &mut cited)?;
            page.citation = Some(String::from_utf8_lossy(&cited).trim_end().to_owned());
            let Entry { record, note, person, .. } = entry.clone();
            let of_note = Filter { notes: vec![note.note_path.clone()], ..Filter::default() };
            let all = store.records().list(&of_note)?;
            let at = all.iter().position(|other| other.record.id == record.id);
            let neighbour = |at: Option<usize>| Some(Target::Record(all.get(at?)?.record.id));
            page.before = neighbour(at.and_then(|at| at.checked_sub(1)));
            page.behind = neighbour(at.map(|at| at + 1));
            lines.extend(self.around(
                store,
                &Stored { record: record.clone(), note: note.clone(), person: person.clone() },
                &all,
                appearance,
            )?);
            page.stored = Some(Stored { record, note, person });
        }
        page.lines = lines;
        Ok(page)
    }

    /// The innermost section that holds a record, in full, below a heading of its own.
    fn around(
        &self,
        store: &Store<'_>,
        stored: &Stored,
        all: &[Stored],
        appearance: Appearance<'_>,
    ) -> anyhow::Result<Vec<StyledLine>> {
        let record = &stored.record;
        if matches!(record.body, Body::Note(_) | Body::Section(_)) {
            return Ok(Vec::new());
        }
        let holds = |other: &&Stored| {
            other.record.kind() == Kind::Section && other.record.lines.contains(record.lines)
        };
        let Some(section) = all.iter().rfind(holds) else { return Ok(Vec::new()) };
        let view = app::show(store, &Selection::default(), section.record.id.as_str())?.view;
        let heading = format!("── {} ──", words::IN_SECTION.in_language(self.language));
        let mut lines = vec![Vec::new(), vec![(Role::Faint, heading)], Vec::new()];
        lines.extend(render::styled_lines(&view, appearance));
        Ok(lines)
    }
}

fn first_entry(view: &View) -> Option<&Entry> {
    match view.items.first() {
        Some(Item::Record(entry)) => Some(entry),
        _ => None,
    }
}

fn markdown(view: &View, appearance: Appearance<'_>) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    render::render(view, Format::Markdown, appearance, &mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The records that a record's own words lead to.
fn led_to(entry: &Entry) -> Vec<RecordId> {
    let behind = entry.behind.iter().flatten().map(|behind| behind.place.id);
    let mentions = entry.mentions.iter().flatten().map(|mention| mention.id);
    let uses = entry.uses.iter().flatten().copied();
    let answers = entry.answers.iter().flatten().map(|answer| answer.id);
    let mut ids: Vec<RecordId> = Vec::new();
    for id in behind.chain(mentions).chain(uses).chain(answers) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.truncate(RECORDS);
    ids
}

fn records(store: &Store<'_>, ids: &[RecordId]) -> anyhow::Result<Vec<Item>> {
    let mut items = Vec::new();
    for id in ids {
        if let Found::One(stored) = app::find(store, &Selection::default(), id.as_str())? {
            items.push(Item::Record(Box::new(app::entry(*stored))));
        }
    }
    Ok(items)
}

/// The first records that pass, in the order of the library.
fn first(store: &Store<'_>, filter: &Filter) -> anyhow::Result<Vec<Item>> {
    let walk = store.records().walk(filter, None)?.take(RECORDS);
    walk.map(|stored| {
        let mut entry = app::entry(stored?);
        store.add_verdict(&mut entry);
        Ok(Item::Record(Box::new(entry)))
    })
    .collect()
}

fn topic(store: &Store<'_>, slug: &str) -> anyhow::Result<Option<Item>> {
    let all = app::topics(store, &Selection::default(), true)?.view.items;
    Ok(all.into_iter().find(|item| matches!(item, Item::Topic(topic) if topic.slug == slug)))
}
