//! Any text as a note that is shown: whatever it holds, no output has anything that a terminal would obey.

#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use townhall::parse::parse;
use townhall::records::NoteFacts;
use townhall::render::{Appearance, Entry, Format, Item, Language, Layout, View, render};
use townhall::text::width::{clean, columns, is_unsafe, one_line};
use townhall::text::wrap::wrap;
use townhall::topics::Vocabulary;

static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::built_in().expect("the built-in vocabulary is sound"));

fuzz_target!(|text: &str| {
    let cleaned = clean(text);
    assert!(!cleaned.contains(is_unsafe));
    assert_eq!(clean(&cleaned), cleaned, "what is clean stays as it is");
    assert!(!one_line(text).contains(['\n', '\t']));
    let width = 2 + text.len() % 100;
    let mut shown = String::new();
    for line in wrap(&cleaned, width) {
        let line_shown = &cleaned[line.clone()];
        // Only a single character, as a reader sees it, may be wider: nothing narrower breaks it.
        assert!(columns(line_shown) <= width || wrap(line_shown, 2).len() == 1, "{line_shown:?}");
        shown.push_str(&cleaned[line]);
    }
    let letters =
        |text: &str| text.chars().filter(|character| !character.is_whitespace()).collect::<String>();
    assert_eq!(letters(&shown), letters(&cleaned), "wrapping loses nothing");
    for layout in [Layout::Listing, Layout::Cards, Layout::Outline, Layout::Whole] {
        let view = view(text, layout);
        for (format, name) in Format::ALL {
            let mut bytes = Vec::new();
            let language = if width % 2 == 0 { Language::Chinese } else { Language::English };
            let appearance = Appearance { width, colour: false, links: None, language };
            render(&view, format, appearance, &mut bytes).expect("memory can be written");
            let output = String::from_utf8(bytes).expect("output is UTF-8");
            let obeyed =
                |character: char| is_unsafe(character) && !(format == Format::Csv && character == '\r');
            assert!(!output.contains(obeyed), "{name}: {output:?}");
        }
    }
});

fn view(text: &str, layout: Layout) -> View {
    let records = parse("notes/a.md", text, &VOCABULARY).records;
    let items: Vec<Item> = records
        .into_iter()
        .map(|record| {
            let (title, note_path, path) = ("题".to_owned(), "a.md".to_owned(), "notes/a.md".to_owned());
            let note = Arc::new(NoteFacts { note_path, path, title, ..NoteFacts::default() });
            let entry = Entry {
                record,
                note,
                person: None,
                hit: None,
                mentions: Some(Vec::new()),
                uses: Some(Vec::new()),
                same_as: None,
                behind: None,
                answers: Some(Vec::new()),
                counts: None,
                same_words: None,
                grounds: None,
                verdict: None,
            };
            Item::Record(Box::new(entry))
        })
        .collect();
    View { command: "search", total: items.len(), layout, items, search: None, sides: Vec::new(), elsewhere: None }
}
