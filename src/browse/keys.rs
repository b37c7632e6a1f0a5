//! Keys and what each does: one table, which the help shows too, so that no key is told of that does nothing.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::words::Words;
use crate::render::Language;
use crate::text::width::columns;
use crate::text::wrap::wrap;

/// What a key asks for, where no text is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Down,
    Up,
    PageDown,
    PageUp,
    First,
    Last,
    NextPane,
    PreviousPane,
    Left,
    Right,
    Enter,
    Back,
    Search,
    Find,
    FindNext,
    FindPrevious,
    RemoveFilter,
    Before,
    Behind,
    Cite,
    Markdown,
    Edit,
    Talk,
    Judge,
    Save,
    Export,
    Help,
    Suspend,
    Quit,
}

/// A key as it is pressed: with Ctrl, or without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Press {
    Plain(KeyCode),
    Control(char),
}

/// What does something, and how the help tells of it.
pub(super) struct Binding {
    action: Action,
    presses: &'static [Press],
    /// The keys as the help writes them; empty where another row tells of them.
    pub(super) shown: &'static str,
    /// What they do.
    pub(super) does: Words,
}

const fn row(
    action: Action,
    presses: &'static [Press],
    shown: &'static str,
    chinese: &'static str,
    english: &'static str,
) -> Binding {
    Binding { action, presses, shown, does: Words(chinese, english) }
}

use Press::{Control, Plain};

/// All keys.
pub(super) const BINDINGS: [Binding; 29] = [
    row(Action::Down, &[Plain(KeyCode::Char('j')), Plain(KeyCode::Down)], "j ↓", "向下", "down"),
    row(Action::Up, &[Plain(KeyCode::Char('k')), Plain(KeyCode::Up)], "k ↑", "向上", "up"),
    row(
        Action::PageDown,
        &[Plain(KeyCode::PageDown), Plain(KeyCode::Char(' ')), Control('d')],
        "PgDn ␣ ^D",
        "下一屏",
        "a screen down",
    ),
    row(Action::PageUp, &[Plain(KeyCode::PageUp), Control('u')], "PgUp ^U", "上一屏", "a screen up"),
    row(
        Action::First,
        &[Plain(KeyCode::Char('g')), Plain(KeyCode::Home)],
        "g Home",
        "到开头",
        "to the first",
    ),
    row(Action::Last, &[Plain(KeyCode::Char('G')), Plain(KeyCode::End)], "G End", "到末尾", "to the last"),
    row(Action::NextPane, &[Plain(KeyCode::Tab)], "Tab", "下一栏", "next pane"),
    row(Action::PreviousPane, &[Plain(KeyCode::BackTab)], "⇧Tab", "上一栏", "previous pane"),
    row(
        Action::Left,
        &[Plain(KeyCode::Char('h')), Plain(KeyCode::Left)],
        "h ←",
        "左边一栏",
        "pane to the left",
    ),
    row(
        Action::Right,
        &[Plain(KeyCode::Char('l')), Plain(KeyCode::Right)],
        "l →",
        "右边一栏",
        "pane to the right",
    ),
    row(
        Action::Enter,
        &[Plain(KeyCode::Enter)],
        "Enter",
        "打开；在正文里：跟进（答案、原话、提到处、人物、术语、所链接的笔记……）",
        "open; in the text follow it (answer, original, uses, person, terms, linked notes …)",
    ),
    row(Action::Back, &[Plain(KeyCode::Backspace), Plain(KeyCode::Esc)], "⌫ Esc", "返回", "back"),
    row(
        Action::Search,
        &[Plain(KeyCode::Char('f')), Control('f')],
        "f ^F",
        "搜索全部笔记（边打边出）",
        "search all notes as you type",
    ),
    row(
        Action::Find,
        &[Plain(KeyCode::Char('/'))],
        "/",
        "在正文里查找；在列表里：搜索",
        "find in the text; in a list: search",
    ),
    row(Action::FindNext, &[Plain(KeyCode::Char('n'))], "n", "下一处", "next match"),
    row(Action::FindPrevious, &[Plain(KeyCode::Char('N'))], "N", "上一处", "previous match"),
    row(
        Action::RemoveFilter,
        &[Plain(KeyCode::Char('x'))],
        "x",
        "去掉搜索的最后一个条件",
        "remove the search's last filter",
    ),
    row(Action::Before, &[Plain(KeyCode::Char('['))], "[", "笔记里的前一条", "record before it in the note"),
    row(Action::Behind, &[Plain(KeyCode::Char(']'))], "]", "笔记里的后一条", "record behind it in the note"),
    row(Action::Cite, &[Plain(KeyCode::Char('y'))], "y", "复制引文", "copy the citation"),
    row(Action::Markdown, &[Plain(KeyCode::Char('Y'))], "Y", "复制为 Markdown", "copy as Markdown"),
    row(
        Action::Edit,
        &[Plain(KeyCode::Char('o'))],
        "o",
        "用编辑器打开到那一行",
        "open the editor at the line",
    ),
    row(Action::Talk, &[Plain(KeyCode::Char('u'))], "u", "打开讲话的网址", "open the talk at its time"),
    row(
        Action::Judge,
        &[Plain(KeyCode::Char('v'))],
        "v",
        "判断预测：后来怎样",
        "write down what became of a prediction",
    ),
    row(Action::Save, &[Plain(KeyCode::Char('s'))], "s", "保存这次搜索", "save the search under a name"),
    row(
        Action::Export,
        &[Plain(KeyCode::Char('e'))],
        "e",
        "把列出的全部写进文件",
        "write all that is listed into a file",
    ),
    row(Action::Help, &[Plain(KeyCode::Char('?'))], "?", "这张表", "this table"),
    row(Action::Suspend, &[Control('z')], "^Z", "挂起", "suspend"),
    row(Action::Quit, &[Plain(KeyCode::Char('q')), Control('c')], "q ^C", "退出", "quit"),
];

/// What a key asks for.
pub(super) fn action(key: KeyEvent) -> Option<Action> {
    let press = match key.code {
        KeyCode::Char(letter) if key.modifiers.contains(KeyModifiers::CONTROL) => {
            Control(letter.to_ascii_lowercase())
        }
        code => Plain(code),
    };
    BINDINGS.iter().find(|binding| binding.presses.contains(&press)).map(|binding| binding.action)
}

/// The table of keys in lines of so many columns: the keys, filled up to one width, and what they do.
pub(super) fn table(language: Language, width: u16) -> Vec<(String, String)> {
    let keys = BINDINGS.iter().map(|binding| columns(binding.shown)).max().unwrap_or(0);
    let mut lines: Vec<(String, String)> = Vec::new();
    for binding in &BINDINGS {
        let does = binding.does.in_language(language);
        let room = usize::from(width).saturating_sub(keys + 3).max(4);
        for (number, range) in wrap(does, room).into_iter().enumerate() {
            let shown = if number == 0 { binding.shown } else { "" };
            let gap = " ".repeat(keys - columns(shown));
            lines.push((format!(" {shown}{gap}  "), does[range].to_owned()));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things() {
        let all: Vec<&Press> = BINDINGS.iter().flat_map(|binding| binding.presses).collect();
        for (number, press) in all.iter().enumerate() {
            assert!(!all[..number].contains(press), "{press:?}");
        }
    }
}
