//! Keys and answers in, state and orders out.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::*;
use crate::browse::question::{Deed, List, Page, Question, Reply, Row, SavedSearch};
use crate::render::Role;
use crate::verdicts::Outcome;

fn state() -> State {
    State::new(Language::English, (80, 24))
}

fn press(state: &mut State, keys: &str) {
    for letter in keys.chars() {
        let code = match letter {
            '\n' => KeyCode::Enter,
            '\t' => KeyCode::Tab,
            '\u{8}' => KeyCode::Backspace,
            '\u{1b}' => KeyCode::Esc,
            _ => KeyCode::Char(letter),
        };
        state.handle(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
    }
}

fn list(names: &[&str]) -> Reply {
    let row = |name: &&str| Row {
        target: Target::Topic((*name).to_owned()),
        lines: vec![vec![(Role::Text, (*name).to_owned())]],
    };
    let rows: Vec<Row> = names.iter().map(row).collect();
    Reply::List(List { title: "list".to_owned(), total: rows.len(), rows, head: None, note: String::new() })
}

fn page(name: &str) -> Reply {
    let line = |number: usize| vec![(Role::Text, format!("{name} {number}"))];
    Reply::Page(Box::new(Page {
        target: Target::Topic(name.to_owned()),
        lines: (0..100).map(line).collect(),
        stored: None,
        citation: Some(format!("cited {name}")),
        markdown: String::new(),
        before: None,
        behind: Some(Target::Topic("behind".to_owned())),
    }))
}

fn reply(ticket: Ticket, reply: Reply) -> Event {
    Event::News(News::Reply(ticket, reply))
}

/// What is asked, in order.
fn asked(state: &mut State) -> Vec<(Ticket, Question)> {
    let ask = |order| match order {
        Order::Tell(Request::Ask(ticket, question)) => Some((ticket, question)),
        _ => None,
    };
    state.orders().into_iter().filter_map(ask).collect()
}

/// Answers the last list that is asked, then the page of what is chosen in it.
fn answer(state: &mut State, names: &[&str]) {
    let (ticket, _) = asked(state).into_iter().rfind(|(_, question)| !question.is_of_page()).unwrap();
    state.handle(reply(ticket, list(names)));
    answer_page(state);
}

fn answer_page(state: &mut State) {
    for (ticket, question) in asked(state) {
        if let Question::Page { target: Target::Topic(name), .. } = question {
            state.handle(reply(ticket, page(&name)));
        }
    }
}

fn shown(state: &State) -> String {
    match state.page.as_ref().map(|open| &open.page.target) {
        Some(Target::Topic(name)) => name.clone(),
        other => format!("{other:?}"),
    }
}

#[test]
fn what_is_chosen_is_shown_in_full() {
    let mut state = state();
    answer(&mut state, &["a", "b", "c"]);
    assert_eq!(shown(&state), "a");
    press(&mut state, "j");
    answer_page(&mut state);
    assert_eq!(shown(&state), "b");
    press(&mut state, "G");
    answer_page(&mut state);
    assert_eq!(shown(&state), "c");
    press(&mut state, "gk");
    answer_page(&mut state);
    assert_eq!(shown(&state), "a");
}

#[test]
fn an_older_answer_never_replaces_a_newer_one() {
    let mut state = state();
    answer(&mut state, &["a"]);
    press(&mut state, "fxy");
    let asked = asked(&mut state);
    let [(older, _), (newer, _)] = asked[..] else { panic!("{asked:?}") };
    state.handle(reply(newer, list(&["new"])));
    state.handle(reply(older, list(&["old"])));
    assert_eq!(state.lists.target(), Some(Target::Topic("new".to_owned())));
    // One that comes first is not waited for, either.
    press(&mut state, "zw");
    let (overtaken, _) = self::asked(&mut state)[0];
    state.handle(reply(overtaken, list(&["late"])));
    assert_eq!(state.lists.target(), Some(Target::Topic("new".to_owned())));
}

#[test]
fn a_search_is_asked_at_each_key_and_left_where_it_was_begun() {
    let mut state = state();
    answer(&mut state, &["a", "b"]);
    press(&mut state, "jf推");
    let queries = |asked: Vec<(Ticket, Question)>| -> Vec<String> {
        let query = |(_, question)| match question {
            Question::List { listing: Listing::Search(query), .. } => Some(query),
            _ => None,
        };
        asked.into_iter().filter_map(query).collect()
    };
    press(&mut state, "理");
    assert_eq!(queries(asked(&mut state)), ["推", "推理"]);
    press(&mut state, "\u{8}");
    assert_eq!(queries(asked(&mut state)), ["推"]);
    press(&mut state, "\u{8}");
    assert!(asked(&mut state).is_empty());
    press(&mut state, "\u{1b}");
    assert_eq!(state.lists.target(), Some(Target::Topic("b".to_owned())));
}

#[test]
fn letters_are_text_while_text_is_typed() {
    let mut state = state();
    answer(&mut state, &["a"]);
    press(&mut state, "fq?\n");
    assert_eq!(state.lists.query(), Some("q?"));
    assert_eq!(state.mode, Mode::Reading);
    press(&mut state, "?");
    assert_eq!(state.mode, Mode::Help(0));
    press(&mut state, "q");
    assert_eq!(state.mode, Mode::Reading);
    assert!(!state.orders().contains(&Order::Quit));
    press(&mut state, "q");
    assert!(state.orders().contains(&Order::Quit));
}

#[test]
fn a_filter_is_taken_away_by_a_key() {
    let mut state = state();
    answer(&mut state, &["a"]);
    press(&mut state, "f推理 kind:quote\nx");
    assert_eq!(state.lists.query(), Some("推理"));
    press(&mut state, "x");
    assert_eq!(state.lists.query(), Some("推理"));
    assert!(state.message.is_some());
}

#[test]
fn what_is_followed_can_be_gone_back_from() {
    let mut state = state();
    answer(&mut state, &["a", "b"]);
    press(&mut state, "j");
    answer_page(&mut state);
    press(&mut state, "\n\n");
    answer(&mut state, &["led to"]);
    assert_eq!((shown(&state).as_str(), state.focus), ("led to", Pane::List));
    press(&mut state, "\u{8}");
    answer_page(&mut state);
    assert_eq!(shown(&state), "b");
    press(&mut state, "\n\n");
    let (ticket, _) = asked(&mut state).pop().unwrap();
    state.handle(reply(ticket, list(&[])));
    assert_eq!((shown(&state).as_str(), state.focus), ("b", Pane::Page));
    assert!(state.message.is_some());
}

#[test]
fn a_neighbour_stays_until_another_row_is_chosen() {
    let mut state = state();
    answer(&mut state, &["a", "b"]);
    press(&mut state, "]");
    answer_page(&mut state);
    assert_eq!(shown(&state), "behind");
    press(&mut state, "\t\t");
    answer_page(&mut state);
    assert_eq!(shown(&state), "behind");
    press(&mut state, "\tj");
    answer_page(&mut state);
    assert_eq!(shown(&state), "b");
}

#[test]
fn what_fails_is_said_and_not_asked_again() {
    let mut state = state();
    answer(&mut state, &["a"]);
    press(&mut state, "fkind:x");
    let (ticket, _) = asked(&mut state).pop().unwrap();
    state.handle(reply(ticket, Reply::Failed("unknown kind".to_owned())));
    assert_eq!(state.lists.shown().failure.as_deref(), Some("unknown kind"));
    assert!(asked(&mut state).is_empty());
}

#[test]
fn rows_stay_where_asking_for_them_again_fails_and_come_back_where_none_were() {
    let mut state = state();
    answer(&mut state, &["a", "b"]);
    state.handle(Event::Resize(40, 20));
    let fail = |state: &mut State| {
        let (ticket, _) = asked(state).into_iter().rfind(|(_, question)| !question.is_of_page()).unwrap();
        state.handle(reply(ticket, Reply::Failed("out of reach".to_owned())));
        ticket
    };
    fail(&mut state);
    assert_eq!((state.lists.shown().list.rows.len(), state.message.as_deref()), (2, Some("out of reach")));
    assert!(asked(&mut state).iter().all(|(_, question)| question.is_of_page()));
    press(&mut state, "fx");
    let ticket = fail(&mut state);
    assert!(state.lists.shown().failure.is_some());
    state.handle(reply(ticket, list(&["c"])));
    assert_eq!((state.lists.shown().list.rows.len(), &state.lists.shown().failure), (1, &None));
}

#[test]
fn the_citation_of_what_is_shown_is_copied() {
    let mut state = state();
    answer(&mut state, &["a"]);
    press(&mut state, "y");
    assert_eq!(state.orders(), [Order::Copy("cited a".to_owned())]);
    press(&mut state, "o");
    assert!(state.orders().is_empty() && state.message.is_some());
}

#[test]
fn lines_are_made_anew_for_another_width() {
    let mut state = state();
    answer(&mut state, &["a"]);
    state.handle(Event::Resize(40, 20));
    let asked = asked(&mut state);
    let [(_, Question::List { columns: 38, .. }), (_, Question::Page { width: 40, .. })] = asked[..] else {
        panic!("{asked:?}")
    };
}

#[test]
fn what_changed_meanwhile_is_shown_where_one_stands() {
    let mut state = state();
    let (ticket, _) = asked(&mut state).pop().unwrap();
    state.handle(reply(ticket, list(&["a", "b"])));
    press(&mut state, "j");
    answer_page(&mut state);
    state.handle(reply(ticket, list(&["new", "a", "b"])));
    assert_eq!(state.lists.target(), Some(Target::Topic("b".to_owned())));
    state.handle(reply(ticket, list(&["new"])));
    answer_page(&mut state);
    assert_eq!(shown(&state), "new");
}

#[test]
fn more_rows_are_asked_for_near_the_last_and_one_stays_where_one_is() {
    let mut state = state();
    let names: Vec<String> = (0..1_000).map(|number| number.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let some = |count: usize| match list(&names[..count]) {
        Reply::List(list) => Reply::List(List { total: 1_000, ..list }),
        other => other,
    };
    let (ticket, _) = asked(&mut state).pop().unwrap();
    state.handle(reply(ticket, some(200)));
    press(&mut state, "G");
    let more = asked(&mut state);
    let Some((ticket, Question::List { limit: 1_000, .. })) = more.iter().find(|it| !it.1.is_of_page())
    else {
        panic!("{more:?}")
    };
    state.handle(reply(*ticket, some(1_000)));
    assert_eq!(state.lists.target(), Some(Target::Topic("199".to_owned())));
    press(&mut state, "G");
    assert_eq!(state.lists.target(), Some(Target::Topic("999".to_owned())));
    assert!(asked(&mut state).iter().all(|(_, question)| question.is_of_page()));
}

/// What is told to be done for good.
fn deeds(state: &mut State) -> Vec<Deed> {
    let deed = |order| match order {
        Order::Tell(Request::Do(deed)) => Some(deed),
        _ => None,
    };
    state.orders().into_iter().filter_map(deed).collect()
}

#[test]
fn a_search_is_saved_under_a_name_and_its_hits_are_written_to_a_file() {
    let mut state = state();
    answer(&mut state, &["a"]);
    press(&mut state, "s");
    assert_eq!(state.mode, Mode::Reading);
    assert!(state.message.is_some());
    press(&mut state, "f推理");
    answer(&mut state, &["hit"]);
    press(&mut state, "\nscost\n");
    let saved = Deed::Save { name: "cost".to_owned(), query: "推理".to_owned() };
    assert_eq!(deeds(&mut state), [saved]);
    press(&mut state, "e");
    state.handle(Event::Key(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)));
    press(&mut state, "a.csv\n");
    let listing = Listing::Search("推理".to_owned());
    let written = |path: &str| Deed::Export { listing: listing.clone(), path: path.to_owned() };
    assert_eq!(deeds(&mut state), [written("a.csv")]);
    // The name is offered again, and nothing is done that is not confirmed.
    press(&mut state, "e\n");
    assert_eq!(deeds(&mut state), [written("a.csv")]);
    press(&mut state, "e\u{1b}s\u{1b}s\n");
    assert_eq!(deeds(&mut state), []);
}

#[test]
fn a_saved_search_is_opened_to_be_typed_on() {
    let mut state = state();
    let (ticket, _) = asked(&mut state).pop().unwrap();
    let saved =
        SavedSearch {
            name: "cost".to_owned(), command: "推理 -n 5".to_owned(), query: "推理".to_owned()
        };
    let rows = vec![Row { target: Target::Saved(saved), lines: vec![Vec::new()] }];
    let list = List { title: String::new(), total: 1, rows, head: None, note: String::new() };
    state.handle(reply(ticket, Reply::List(list)));
    press(&mut state, "\n");
    assert_eq!(state.lists.query(), Some("推理"));
    let asked = asked(&mut state);
    assert!(asked.iter().any(
        |(_, question)| matches!(question, Question::List { listing: Listing::Search(query), .. } if query == "推理")
    ));
    press(&mut state, "f");
    assert_eq!(state.typing().map(|(_, input)| input.text()), Some("推理"));
}

#[test]
fn only_a_prediction_is_judged_and_only_by_the_keys_that_are_shown() {
    let mut state = state();
    answer(&mut state, &["a"]);
    press(&mut state, "v");
    assert_eq!(state.mode, Mode::Reading);
    assert!(state.message.is_some());
    let prediction = RecordId::whole("fdgag9hctxd").unwrap();
    for (key, outcome) in [("1", Some(Outcome::CameTrue)), ("4", Some(Outcome::TooEarly)), ("0", None)] {
        state.mode = Mode::Judging(prediction);
        press(&mut state, key);
        assert_eq!(deeds(&mut state), [Deed::Judge { prediction, outcome }]);
    }
    for key in ["5", "q", "\u{1b}"] {
        state.mode = Mode::Judging(prediction);
        press(&mut state, key);
        assert_eq!((state.mode.clone(), state.orders()), (Mode::Reading, Vec::new()), "{key}");
    }
}

fn click(state: &mut State, column: u16, line: u16) {
    state.handle(Event::Mouse(Mouse::Click, column, line));
}

#[test]
fn the_mouse_chooses_opens_and_turns_what_is_below_it() {
    let mut state = state();
    answer(&mut state, &["a", "b", "c"]);
    // The first line of the window and of the pane are headings.
    click(&mut state, 3, 3);
    answer_page(&mut state);
    assert_eq!((shown(&state).as_str(), state.focus), ("b", Pane::List));
    click(&mut state, 3, 3);
    assert_eq!(state.focus, Pane::Page);
    state.handle(Event::Mouse(Mouse::Wheel(1), 3, 3));
    answer_page(&mut state);
    assert_eq!((shown(&state).as_str(), state.focus), ("c", Pane::Page));
    state.handle(Event::Mouse(Mouse::Wheel(1), 60, 10));
    assert_eq!(state.page.as_ref().map(|open| open.top), Some(3));
    state.handle(Event::Mouse(Mouse::Wheel(-1), 60, 10));
    assert_eq!(state.page.as_ref().map(|open| open.top), Some(0));
    // The second of the shelves, in the first line.
    click(&mut state, 18, 0);
    assert_eq!(state.shelf, 1);
    answer(&mut state, &["c"]);
    // Nothing is there.
    click(&mut state, 3, 20);
    click(&mut state, 200, 200);
    assert_eq!(state.lists.target(), Some(Target::Topic("c".to_owned())));
}

#[test]
fn a_click_ends_a_search_and_waits_for_a_name() {
    let mut state = state();
    answer(&mut state, &["a"]);
    press(&mut state, "f推理");
    answer(&mut state, &["b", "c"]);
    click(&mut state, 3, 3);
    assert_eq!((state.mode.clone(), state.lists.query()), (Mode::Reading, Some("推理")));
    assert_eq!(state.lists.target(), Some(Target::Topic("c".to_owned())));
    press(&mut state, "sname");
    click(&mut state, 3, 2);
    assert_eq!(state.typing().map(|(_, input)| input.text()), Some("name"));
}

#[test]
fn notes_that_are_read_are_counted_until_there_is_an_answer() {
    let mut state = state();
    state.handle(Event::News(News::Reading(50, 200)));
    assert_eq!(state.reading, Some((50, 200)));
    answer(&mut state, &["a"]);
    assert_eq!(state.reading, None);
}
