//! The thread that keeps the library open. It has one, as a question may take longer than a ping may wait, and as an opened
//! library stays where it was opened.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Receiver;

use anyhow::anyhow;
use rmcp::ErrorData;
use rmcp::model::{CallToolResult, JsonObject, ServerResult};
use tokio::sync::oneshot;

use super::bookmarks::Bookmarks;
use super::desk::Desk;
use super::source::Source;
use super::tools::Tool;
use super::{notes, page};
use crate::app::{Access, Store};
use crate::records::Damage;

/// How often to try with what is kept on disk.
const TRIES: usize = 2;

/// What the library is needed for.
pub(super) enum Question {
    /// What a tool finds.
    Call(&'static Tool, JsonObject),
    /// A page of the notes.
    Notes(Option<String>),
    /// A note in full, by its address.
    Note(String),
}

/// A reply, be it that of a tool or of the protocol.
pub(super) type Reply = Result<ServerResult, ErrorData>;

/// A question and who waits for the reply.
pub(super) struct Request {
    pub(super) question: Question,
    pub(super) reply: oneshot::Sender<Reply>,
}

/// Why a library that was opened is closed.
enum Closed {
    /// To be opened again.
    ForAnother,
    /// Nobody asks any more.
    ForGood,
}

/// Answers until nobody asks any more. The library is opened before the first question, and again when a question finds that
/// what it was opened from has changed.
pub(super) fn answer_all(source: &Source, requests: &Receiver<Request>) {
    let mut bookmarks = Bookmarks::default();
    let mut waiting = None;
    let mut cache = source.cache.clone();
    let mut tries = 0;
    loop {
        let library = source.library.anew();
        let stamp = source.stamp(&library);
        let damage = Damage::default();
        let access = Access {
            cache: cache.as_deref(),
            refresh: source.refresh,
            progress: None,
            today: source.today,
            damage: Some(&damage),
            stays_open: true,
            verdicts: Some(&source.verdicts),
            engine: source.engine.as_ref(),
        };
        let opened = Store::open(&library, access);
        let at_opening = opened.as_ref().map(|store| store.remarks().notices).unwrap_or_default();
        at_opening.iter().for_each(|notice| (source.log)(&source.voice.say(notice)));
        let mut answer = |question: &Question| match &opened {
            Ok(store) => {
                let (at_opening, bookmarks) = (&at_opening[..], &mut bookmarks);
                self::answer(&mut Desk { source, store, stamp, at_opening, bookmarks }, question)
            }
            Err(error) => failed(source, question, anyhow!("{error:#}")),
        };
        let is_to_be_kept = || match &opened {
            Ok(store) if store.is_elsewhere() => !source.refresh || store.is_current(),
            Ok(_) => source.stamp(&source.library.anew()) == stamp,
            Err(_) => false,
        };
        match answer_from(&mut answer, &is_to_be_kept, &damage, &mut waiting, requests) {
            Closed::ForGood => return,
            Closed::ForAnother if damage.is_met() => {
                // What is damaged is made anew when it is opened again; where it can't be, it is done without.
                tries += 1;
                if tries >= TRIES {
                    cache = None;
                }
            }
            Closed::ForAnother => {}
        }
    }
}

/// The same from a library as it was opened, until that has to be done again.
fn answer_from(
    answer: &mut dyn FnMut(&Question) -> Reply,
    is_to_be_kept: &dyn Fn() -> bool,
    damage: &Damage,
    waiting: &mut Option<Request>,
    requests: &Receiver<Request>,
) -> Closed {
    // What has been waiting is answered in any case: a library that never opens would never be asked else.
    let mut is_fresh = waiting.is_some();
    loop {
        let request = match waiting.take() {
            Some(request) => request,
            None => match requests.recv() {
                Ok(request) => request,
                Err(_) => return Closed::ForGood,
            },
        };
        // Whoever asked has given up.
        if request.reply.is_closed() {
            continue;
        }
        if !is_fresh && !is_to_be_kept() {
            *waiting = Some(request);
            return Closed::ForAnother;
        }
        is_fresh = false;
        // A question that brings the program down is to bring down nothing else.
        let reply = catch_unwind(AssertUnwindSafe(|| answer(&request.question)));
        if damage.is_met() {
            *waiting = Some(request);
            return Closed::ForAnother;
        }
        let has_failed = reply.is_err();
        let reply =
            reply.unwrap_or_else(|_| Ok(tool_error("the server failed at this question; ask otherwise")));
        // Whoever asked may have given up meanwhile.
        let _ = request.reply.send(reply);
        if has_failed {
            return Closed::ForAnother;
        }
    }
}

/// What a model is told that asked for what can't be done.
pub(super) fn tool_error(message: &str) -> ServerResult {
    let content = vec![rmcp::model::ContentBlock::text(message)];
    ServerResult::CallToolResult(CallToolResult::error(content))
}

/// A failure, as whoever asked can take it.
fn failed(source: &Source, question: &Question, error: anyhow::Error) -> Reply {
    let message = source.voice.explain(error);
    match question {
        Question::Call(..) => Ok(tool_error(&message)),
        Question::Notes(_) | Question::Note(_) => Err(ErrorData::internal_error(message, None)),
    }
}

/// The reply to a question.
fn answer(desk: &mut Desk<'_, '_>, question: &Question) -> Reply {
    desk.store.forget_remarks();
    match question {
        Question::Call(tool, arguments) => match page::of_tool(desk, tool, arguments) {
            Ok(result) => Ok(ServerResult::CallToolResult(result)),
            Err(error) => failed(desk.source, question, error),
        },
        Question::Notes(cursor) => {
            notes::list(desk, cursor.as_deref()).map(ServerResult::ListResourcesResult)
        }
        Question::Note(address) => notes::read(desk, address).map(ServerResult::ReadResourceResult),
    }
}
