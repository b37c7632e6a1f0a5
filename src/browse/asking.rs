//! Asks the library, on a thread of its own: a question may take longer than a key may wait.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use super::question::{Deed, News, Question, Reply, Request, Ticket};
use super::source::Source;
use crate::app::{Access, Store};
use crate::records::Damage;

/// How long after a look at the notes the next one is due, at least.
const LOOK: Duration = Duration::from_secs(1);
/// The same where it goes over a network.
const LOOK_ELSEWHERE: Duration = Duration::from_secs(30);
/// So many times as long as a look takes, at least.
const REST: u32 = 20;
/// How often to try with what is kept on disk.
const TRIES: usize = 2;
/// How often it is told how many notes are read, of all of them.
const TOLD: usize = 100;

/// What waits for the library.
#[derive(Default)]
struct Waiting {
    /// Questions that nobody has answered.
    questions: Vec<(Ticket, Question)>,
    /// What is to be done, in order.
    deeds: Vec<Deed>,
    /// The last question for a list and the last for a page that were answered.
    answered: Vec<(Ticket, Question)>,
}

/// Why a library that was opened is closed.
enum Closed {
    /// To be opened again.
    ForAnother,
    /// Nobody asks any more.
    ForGood,
}

/// Answers questions until nobody asks any more. Of those that wait, only the last for a list and the last for a page are
/// answered: nobody waits for the others. What is to be done is done in any case, and first. Where nobody asks, it looks what
/// changed among the notes, and answers the last questions again if anything did.
pub(super) fn answer_all(source: &Source, requests: &Receiver<Request>, news: &Sender<News>) {
    let mut waiting = Waiting::default();
    let mut cache = source.cache.clone();
    let mut tries = 0;
    loop {
        let library = source.library.anew();
        let stamp = source.stamp(&library);
        let damage = Damage::default();
        let progress = |done: usize, all: usize| {
            if done.is_multiple_of((all / TOLD).max(1)) {
                // Where nobody listens any more, the next answer will tell.
                let _ = news.send(News::Reading(done, all));
            }
        };
        let access = Access {
            cache: cache.as_deref(),
            refresh: source.refresh,
            progress: Some(&progress),
            today: source.today,
            damage: Some(&damage),
            stays_open: true,
            verdicts: Some(&source.verdicts),
            engine: source.engine.as_ref(),
        };
        let store = Store::open(&library, access);
        match answer_from(source, &store, &damage, stamp, &mut waiting, requests, news) {
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
    source: &Source,
    store: &anyhow::Result<Store<'_>>,
    damage: &Damage,
    stamp: u64,
    waiting: &mut Waiting,
    requests: &Receiver<Request>,
    news: &Sender<News>,
) -> Closed {
    let least = if source.engine.is_some() { LOOK_ELSEWHERE } else { LOOK };
    let mut pause = least;
    loop {
        if waiting.is_empty() {
            match requests.recv_timeout(pause) {
                Ok(request) => waiting.take(request),
                Err(RecvTimeoutError::Disconnected) => return Closed::ForGood,
                Err(RecvTimeoutError::Timeout) => {
                    let began = Instant::now();
                    let elsewhere = store.as_ref().ok().filter(|store| store.is_elsewhere());
                    let is_changed = match elsewhere {
                        Some(store) => source.refresh && !store.is_current(),
                        // One that could not be opened may answer by now.
                        None if source.engine.is_some() => true,
                        None => source.stamp(&source.library.anew()) != stamp,
                    };
                    // A look at many notes takes long, and is to take little of the machine.
                    pause = least.max(began.elapsed() * REST);
                    if is_changed {
                        waiting.ask_again();
                        return Closed::ForAnother;
                    }
                    continue;
                }
            }
        }
        requests.try_iter().for_each(|request| waiting.take(request));
        if !waiting.deeds.is_empty() {
            let deed = waiting.deeds.remove(0);
            let done = store
                .as_ref()
                .map_err(|error| source.explained(error))
                .and_then(|store| source.done(store, &deed).map_err(|error| source.explained(&error)));
            if damage.is_met() {
                waiting.deeds.insert(0, deed);
                return Closed::ForAnother;
            }
            if news.send(News::Said(done.unwrap_or_else(|why| why))).is_err() {
                return Closed::ForGood;
            }
            // What is shown may be another thing now.
            match deed {
                Deed::Judge { .. } => {
                    waiting.ask_again();
                    return Closed::ForAnother;
                }
                Deed::Save { .. } => waiting.ask_again(),
                Deed::Export { .. } => {}
            }
            continue;
        }
        let Some((ticket, question)) = waiting.next_question() else { continue };
        let reply = match store {
            Ok(store) => source.answer(store, &question),
            Err(error) => Ok(Reply::Failed(source.explained(error))),
        };
        let reply = reply.unwrap_or_else(|error| Reply::Failed(source.explained(&error)));
        if damage.is_met() {
            waiting.questions.push((ticket, question));
            return Closed::ForAnother;
        }
        waiting.answered.retain(|(_, other)| other.is_of_page() != question.is_of_page());
        waiting.answered.push((ticket, question));
        if news.send(News::Reply(ticket, reply)).is_err() {
            return Closed::ForGood;
        }
    }
}

impl Waiting {
    fn is_empty(&self) -> bool {
        self.questions.is_empty() && self.deeds.is_empty()
    }

    fn take(&mut self, request: Request) {
        match request {
            Request::Ask(ticket, question) => self.questions.push((ticket, question)),
            Request::Do(deed) => self.deeds.push(deed),
        }
    }

    /// Asks again what was answered already.
    fn ask_again(&mut self) {
        self.questions.append(&mut self.answered);
    }

    /// The next question: of a list before a page, and of each the last that was asked.
    fn next_question(&mut self) -> Option<(Ticket, Question)> {
        let last_of = |of_page: bool| {
            let those = self.questions.iter().enumerate();
            let those = those.filter(|(_, (_, question))| question.is_of_page() == of_page);
            those.max_by_key(|(_, (ticket, _))| *ticket).map(|(at, _)| at)
        };
        let at = last_of(false).or_else(|| last_of(true))?;
        let next = self.questions.swap_remove(at);
        self.questions.retain(|(_, question)| question.is_of_page() != next.1.is_of_page());
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::browse::question::{Listing, Target};

    fn search(ticket: Ticket, query: &str) -> Request {
        let listing = Listing::Search(query.to_owned());
        Request::Ask(ticket, Question::List { listing, columns: 40, limit: 10 })
    }

    fn page(ticket: Ticket, name: &str) -> Request {
        Request::Ask(ticket, Question::Page { target: Target::Topic(name.to_owned()), width: 40 })
    }

    #[test]
    fn only_the_last_question_of_each_kind_is_answered_and_every_deed_is_done() {
        let mut waiting = Waiting::default();
        for request in [search(1, "推"), page(2, "a"), search(3, "推理"), page(4, "b")] {
            waiting.take(request);
        }
        for name in ["one", "other"] {
            waiting.take(Request::Do(Deed::Save { name: name.to_owned(), query: "推理".to_owned() }));
        }
        let order: Vec<Ticket> =
            std::iter::from_fn(|| waiting.next_question()).map(|(ticket, _)| ticket).collect();
        assert_eq!(order, [3, 4]);
        assert_eq!(waiting.deeds.len(), 2);
    }
}
