//! Keys and answers in, state and orders out.

use super::*;
use crate::browse::question::{List, Row};
use crate::render::Role;

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
    Reply::List(List { title: "list".to_owned(), rows: names.iter().map(row).collect(), note: String::new() })
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

/// What is asked, in order.
fn asked(state: &mut State) -> Vec<(Ticket, Question)> {
    let ask = |order| match order {
        Order::Ask(ticket, question) => Some((ticket, question)),
        _ => None,
    };
    state.orders().into_iter().filter_map(ask).collect()
}

/// Answers the last list that is asked, then the page of what is chosen in it.
fn answer(state: &mut State, names: &[&str]) {
    let (ticket, _) = asked(state).into_iter().rfind(|(_, question)| !question.is_of_page()).unwrap();
    state.handle(Event::Reply(ticket, list(names)));
    answer_page(state);
}

fn answer_page(state: &mut State) {
    for (ticket, question) in asked(state) {
        if let Question::Page { target: Target::Topic(name), .. } = question {
            state.handle(Event::Reply(ticket, page(&name)));
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
    state.handle(Event::Reply(newer, list(&["new"])));
    state.handle(Event::Reply(older, list(&["old"])));
    assert_eq!(state.lists.target(), Some(Target::Topic("new".to_owned())));
    // One that comes first is not waited for, either.
    press(&mut state, "zw");
    let (overtaken, _) = self::asked(&mut state)[0];
    state.handle(Event::Reply(overtaken, list(&["late"])));
    assert_eq!(state.lists.target(), Some(Target::Topic("new".to_owned())));
}

#[test]
fn a_search_is_asked_at_each_key_and_left_where_it_was_begun() {
    let mut state = state();
    answer(&mut state, &["a", "b"]);
    press(&mut state, "jf推");
    let queries = |asked: Vec<(Ticket, Question)>| -> Vec<String> {
        let query = |(_, question)| match question {
            Question::Search { query, .. } => Some(query),
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
    assert!(state.help.is_none());
    press(&mut state, "?");
    assert!(state.help.is_some());
    press(&mut state, "q");
    assert!(state.help.is_none() && !state.orders().contains(&Order::Quit));
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
    state.handle(Event::Reply(ticket, list(&[])));
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
    state.handle(Event::Reply(ticket, Reply::Failed("unknown kind".to_owned())));
    assert_eq!(state.lists.shown().failure.as_deref(), Some("unknown kind"));
    assert!(asked(&mut state).is_empty());
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
    let [(_, Question::Page { width: 40, .. })] = asked(&mut state)[..] else { panic!("not asked") };
}

#[test]
fn what_changed_meanwhile_is_shown_where_one_stands() {
    let mut state = state();
    let (ticket, _) = asked(&mut state).pop().unwrap();
    state.handle(Event::Reply(ticket, list(&["a", "b"])));
    press(&mut state, "j");
    answer_page(&mut state);
    state.handle(Event::Reply(ticket, list(&["new", "a", "b"])));
    assert_eq!(state.lists.target(), Some(Target::Topic("b".to_owned())));
    state.handle(Event::Reply(ticket, list(&["new"])));
    answer_page(&mut state);
    assert_eq!(shown(&state), "new");
}
