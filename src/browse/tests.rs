//! The whole reader over the built-in note, without a terminal: what stands on the screen, and keys without end.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::civil::date;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Color;

use super::question::{News, Reply, Request, SavedSearch};
use super::source::{Keeper, Source};
use super::state::{Event, Mouse, Order, State};
use super::views;
use crate::app::{Access, Store, VerdictPlaces};
use crate::library::Library;
use crate::model::RecordId;
use crate::render::Language;
use crate::text::width::columns;
use crate::verdicts::Outcome;

/// A reader whose questions are answered at once.
struct Reader<'s> {
    source: &'s Source,
    store: Store<'s>,
    state: State,
    terminal: Terminal<TestBackend>,
    /// What was to be done outside.
    orders: Vec<Order>,
}

fn source(language: Language) -> Source {
    Source {
        engine: None,
        library: Library::built_in(),
        cache: None,
        verdicts: VerdictPlaces::default(),
        refresh: true,
        today: date(2026, 11, 26).into(),
        language,
        say: |_, message| message.to_owned(),
        keeper: Box::new(Nobody),
    }
}

/// Keeps nothing, and has one search saved.
struct Nobody;

impl Keeper for Nobody {
    fn saved(&self) -> anyhow::Result<Vec<SavedSearch>> {
        let (command, query) = ("推理成本 --kind quote".to_owned(), "推理成本 kind:quote".to_owned());
        Ok(vec![SavedSearch { name: "成本".to_owned(), command, query }])
    }

    fn save(&self, name: &str, query: &str) -> anyhow::Result<String> {
        Ok(format!("{name}: {query}"))
    }

    fn judge(&self, _: &Store<'_>, prediction: RecordId, outcome: Option<Outcome>) -> anyhow::Result<String> {
        Ok(format!("{prediction}: {outcome:?}"))
    }

    fn write(&self, path: &str, content: &[u8]) -> anyhow::Result<String> {
        Ok(format!("{path}: {}", content.len()))
    }
}

impl<'s> Reader<'s> {
    fn new(source: &'s Source, width: u16, height: u16) -> Reader<'s> {
        let access = Access {
            cache: None,
            refresh: true,
            progress: None,
            today: source.today,
            damage: None,
            stays_open: false,
            verdicts: None,
            engine: None,
        };
        let mut reader = Reader {
            source,
            store: Store::open(&source.library, access).unwrap(),
            state: State::new(source.language, (width, height)),
            terminal: Terminal::new(TestBackend::new(width, height)).unwrap(),
            orders: Vec::new(),
        };
        reader.obey();
        reader
    }

    fn obey(&mut self) {
        loop {
            let orders = self.state.orders();
            if orders.is_empty() {
                break;
            }
            let is_last = |ticket, of_page| {
                let mut later = orders.iter().filter_map(|order| match order {
                    Order::Tell(Request::Ask(other, question)) if question.is_of_page() == of_page => {
                        Some(*other)
                    }
                    _ => None,
                });
                later.all(|other| other <= ticket)
            };
            for order in &orders {
                let news = match order {
                    // As with the thread that asks, nobody answers what was overtaken.
                    Order::Tell(Request::Ask(ticket, question))
                        if !is_last(*ticket, question.is_of_page()) =>
                    {
                        continue;
                    }
                    Order::Tell(Request::Ask(ticket, question)) => {
                        let reply = self.source.answer(&self.store, question);
                        let failed = |error: anyhow::Error| Reply::Failed(error.to_string());
                        News::Reply(*ticket, reply.unwrap_or_else(failed))
                    }
                    Order::Tell(Request::Do(deed)) => {
                        let done = self.source.done(&self.store, deed);
                        News::Said(done.unwrap_or_else(|error| format!("{error:#}")))
                    }
                    other => {
                        self.orders.push(other.clone());
                        continue;
                    }
                };
                self.state.handle(Event::News(news));
            }
        }
    }

    fn press(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        self.state.handle(Event::Key(KeyEvent::new(code, modifiers)));
        self.obey();
    }

    fn keys(&mut self, keys: &str) -> &mut Self {
        for letter in keys.chars() {
            let code = match letter {
                '\n' => KeyCode::Enter,
                '\t' => KeyCode::Tab,
                '⌫' => KeyCode::Backspace,
                _ => KeyCode::Char(letter),
            };
            self.press(code, KeyModifiers::NONE);
        }
        self
    }

    fn resize(&mut self, width: u16, height: u16) {
        self.terminal.backend_mut().resize(width, height);
        self.state.handle(Event::Resize(width, height));
        self.obey();
    }

    fn draw(&mut self, colour: bool) {
        self.terminal.draw(|frame| views::draw(&self.state, colour, frame)).unwrap();
    }

    /// What stands on the screen, a line each.
    fn screen(&mut self) -> String {
        // The backend would keep what stood behind the first half of a wide character, which terminals do not.
        let drawn = self.terminal.draw(|frame| views::draw(&self.state, true, frame)).unwrap();
        let buffer = drawn.buffer;
        let mut screen = String::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut x = 0;
            while x < buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += u16::try_from(columns(symbol).max(1)).unwrap();
            }
            writeln!(screen, "{}", line.trim_end()).unwrap();
        }
        screen
    }
}

/// Compares a screen with the file of that name; `TRYCMD=overwrite` writes it anew.
#[track_caller]
fn check(name: &str, screen: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browse").join(format!("{name}.txt"));
    if env::var_os("TRYCMD").is_some_and(|value| value == "overwrite") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, screen).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(screen, expected, "{name}: read it, then take it with TRYCMD=overwrite");
}

/// Compares the screen after each of these steps, in a narrow, a usual and a wide window.
#[track_caller]
fn check_steps(steps: &[(&str, &str)]) {
    let source = source(Language::Chinese);
    for (width, height) in [(40, 20), (80, 24), (120, 40)] {
        let mut reader = Reader::new(&source, width, height);
        for (name, keys) in steps {
            let screen = reader.keys(keys).screen();
            check(&format!("{width}x{height}-{name}"), &screen);
        }
    }
}

#[test]
fn screens_stand_as_they_were_read() {
    check_steps(&[
        ("notes", ""),
        ("note", "\n"),
        ("search", "⌫f推理 成本"),
        ("hit", "\n\n"),
        ("help", "?"),
        ("people", "?⌫⌫⌫hj\n"),
        ("person", "\n"),
    ]);
}

#[test]
fn claims_stand_along_the_years_and_are_judged_by_a_key() {
    check_steps(&[
        ("timeline", "hjjjj\n"),
        ("judging", "\nv"),
        ("judged", "2"),
        ("saved", "⌫⌫j\n"),
        ("saved-opened", "\n"),
    ]);
}

#[test]
fn what_a_record_leads_to_is_listed() {
    let source = source(Language::Chinese);
    let mut reader = Reader::new(&source, 80, 24);
    check("80x24-follow-quote", &reader.keys("f推理成本 kind:quote\n\n\n").screen());
    let mut reader = Reader::new(&source, 80, 24);
    check("80x24-follow-term", &reader.keys("hjjj\n\n\n").screen());
}

#[test]
fn what_is_listed_is_written_in_the_format_that_the_name_tells() {
    let source = source(Language::English);
    let mut reader = Reader::new(&source, 80, 24);
    reader.keys("fkind:prediction\ne");
    reader.press(KeyCode::Char('u'), KeyModifiers::CONTROL);
    reader.keys("a.pdf\n");
    assert!(reader.state.message.as_deref().is_some_and(|said| said.contains(".md .csv")));
    reader.keys("e⌫⌫⌫csv\n");
    assert!(reader.state.message.as_deref().is_some_and(|said| said.starts_with("a.csv: ")));
    reader.keys("sclaims\n");
    assert_eq!(reader.state.message.as_deref(), Some("claims: kind:prediction"));
}

#[test]
fn labels_are_english_for_those_who_speak_it() {
    let source = source(Language::English);
    let mut reader = Reader::new(&source, 80, 24);
    check("80x24-english", &reader.keys("fkind:prediction 2027\n\n").screen());
}

#[test]
fn the_cursor_stands_behind_wide_characters() {
    let source = source(Language::Chinese);
    let mut reader = Reader::new(&source, 40, 20);
    reader.keys("f推理a");
    reader.draw(true);
    let label = columns("搜索: ");
    let at = |reader: &mut Reader<'_>| {
        let position = ratatui::backend::Backend::get_cursor_position(reader.terminal.backend_mut()).unwrap();
        (usize::from(position.x), position.y)
    };
    assert_eq!(at(&mut reader), (label + 5, 19));
    reader.press(KeyCode::Left, KeyModifiers::NONE);
    reader.press(KeyCode::Left, KeyModifiers::NONE);
    reader.draw(true);
    assert_eq!(at(&mut reader), (label + 2, 19));
    // A long line is shifted, and the cursor stays on it.
    reader.press(KeyCode::End, KeyModifiers::NONE);
    reader.keys(&"成本".repeat(30));
    reader.draw(true);
    let (column, _) = at(&mut reader);
    assert!((36..40).contains(&column), "{column}");
}

#[test]
fn without_colour_there_is_none() {
    let source = source(Language::Chinese);
    let mut reader = Reader::new(&source, 80, 24);
    reader.keys("f推理 成本");
    reader.draw(false);
    let colours = |reader: &Reader<'_>| {
        reader.terminal.backend().buffer().content.iter().filter(|cell| cell.fg != Color::Reset).count()
    };
    assert_eq!(colours(&reader), 0);
    reader.draw(true);
    assert!(colours(&reader) > 0);
}

#[test]
fn all_conditions_are_in_sight_in_a_narrow_window() {
    let source = source(Language::Chinese);
    let mut reader = Reader::new(&source, 40, 20);
    let screen = reader.keys("f推理 kind:quote topic:cost speaker:奥特曼\n").screen();
    let last: Vec<&str> = screen.lines().skip(18).collect();
    assert_eq!(last, ["? 帮助  / 搜索  q 退出 [kind:quote]", "[topic:cost] [speaker:奥特曼] x"], "{screen}");
    reader.state.handle(Event::Mouse(Mouse::Click, 3, 19));
    reader.obey();
    let screen = reader.screen();
    assert!(screen.contains("[speaker:奥特曼] x") && !screen.contains("topic"), "{screen}");
}

#[test]
fn words_that_were_left_out_have_a_line_of_their_own() {
    let source = source(Language::Chinese);
    let mut reader = Reader::new(&source, 40, 20);
    let screen = reader.keys("f推理 成本 下降 速度 无花果\n").screen();
    let third = screen.lines().nth(2).unwrap();
    assert_eq!(third, "  未计入：推理 下降 速度 无花果", "{screen}");
    assert!(screen.lines().nth(3).unwrap().starts_with("› 语录 多数词"), "{screen}");
    let screen = reader.keys("f潮汐能 海港 风力 核聚变 光伏 储能 氢能 电网 甲烷 煤炭\n").screen();
    assert!(screen.lines().all(|line| columns(line) <= 40), "{screen}");
}

#[test]
fn notes_that_could_not_be_read_stand_above_the_others() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "# 海港对谈\n\n**李明**：潮汐能会更便宜。\n").unwrap();
    fs::write(folder.path().join("b.md"), [0, 1, 2, 0, 0, 255, 254, 0, 0]).unwrap();
    let library = Library::at(vec![folder.path().to_owned()]);
    let source = Source { library, ..source(Language::Chinese) };
    let mut reader = Reader::new(&source, 80, 24);
    let screen = reader.screen();
    assert!(screen.contains("› 未能读取 1") && screen.contains("cannot read"), "{screen}");
    assert!(screen.contains("b.md: it is no"), "{screen}");
    let screen = reader.keys("j").screen();
    assert!(screen.contains("› 海港对谈"), "{screen}");
}

#[test]
fn what_is_looked_for_is_typed_anew_and_nothing_typed_means_the_last() {
    let source = source(Language::Chinese);
    let mut reader = Reader::new(&source, 80, 24);
    let looked_for = |reader: &Reader<'_>| {
        reader.state.page.as_ref().map(|open| (open.find.clone(), open.match_number().0))
    };
    reader.keys("\n/成本\n");
    assert_eq!(looked_for(&reader), Some(("成本".to_owned(), 1)));
    reader.keys("/\n");
    assert_eq!(looked_for(&reader), Some(("成本".to_owned(), 2)));
    reader.keys("/模型\n");
    assert_eq!(looked_for(&reader).map(|it| it.0), Some("模型".to_owned()));
}

#[test]
fn any_keys_in_any_window_are_taken() {
    const KEYS: usize = 20_000;
    let source = source(Language::Chinese);
    let mut reader = Reader::new(&source, 80, 24);
    let mut random = fastrand::Rng::with_seed(26);
    let codes = [
        KeyCode::Enter,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::F(5),
    ];
    let letters: Vec<char> = "jkhlgGnNxyYouvse0149?q/f[] 推理成本：:\"“kind\u{301}".chars().collect();
    for number in 0..KEYS {
        let code = match random.u8(0..10) {
            0..4 => codes[random.usize(0..codes.len())],
            _ => KeyCode::Char(letters[random.usize(0..letters.len())]),
        };
        let modifiers = match random.u8(0..12) {
            0 => KeyModifiers::CONTROL,
            _ => KeyModifiers::NONE,
        };
        let event = match random.u8(0..20) {
            0 => {
                let mouse = if random.bool() { Mouse::Click } else { Mouse::Wheel(random.isize(-3..4)) };
                Event::Mouse(mouse, random.u16(0..130), random.u16(0..45))
            }
            _ => Event::Key(KeyEvent::new(code, modifiers)),
        };
        reader.state.handle(event);
        // To answer each would take minutes, and some are overtaken in life, too.
        if random.u16(0..400) == 0 {
            reader.obey();
        }
        if random.u8(0..200) == 0 {
            reader.resize(random.u16(0..130), random.u16(0..45));
        }
        if number % 20 == 0 {
            reader.draw(true);
        }
    }
    reader.resize(80, 24);
    reader.draw(true);
}
