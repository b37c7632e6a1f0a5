//! Editors: how each is told the line at which to open a file, and the command line that does so.
//!
//! `VISUAL` and `EDITOR` hold a command line: a program, whose path may have spaces with or without quotation marks, and its
//! arguments. What the program is called tells the form; of one behind another (`env X=1 nvim`) the last known name does.

use std::ffi::OsString;
use std::path::Path;

use anyhow::anyhow;

/// How an editor takes a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineForm {
    /// `+12 FILE`
    Plus,
    /// `--goto FILE:12`
    Goto,
    /// `FILE:12`
    Colon,
    /// `--line 12 FILE`
    Option,
    /// `-n12 FILE`
    Number,
}

/// Editors by what their programs are called, in lower case and without version and ending.
const EDITORS: [(LineForm, &[&str]); 5] = [
    (
        LineForm::Plus,
        &[
            "vi",
            "vim",
            "nvim",
            "view",
            "gvim",
            "mvim",
            "vimx",
            "rvim",
            "nvr",
            "nvim-qt",
            "elvis",
            "nvi",
            "vis",
            "emacs",
            "emacsclient",
            "nano",
            "pico",
            "micro",
            "kak",
            "kakoune",
            "joe",
            "jmacs",
            "jstar",
            "ne",
            "jed",
            "mg",
            "zile",
            "mcedit",
            "gedit",
            "pluma",
            "xed",
            "leafpad",
            "bbedit",
            "edbrowse",
        ],
    ),
    (
        LineForm::Goto,
        &[
            "code",
            "code-insiders",
            "code-oss",
            "codium",
            "vscodium",
            "codium-insiders",
            "cursor",
            "windsurf",
            "positron",
            "trae",
            "kiro",
            "antigravity",
            "void",
        ],
    ),
    (
        LineForm::Colon,
        &[
            "hx",
            "helix",
            "zed",
            "zeditor",
            "zed-editor",
            "zedit",
            "subl",
            "sublime_text",
            "sublime-text",
            "lapce",
            "atom",
            "pulsar",
            "lite-xl",
            "fleet",
        ],
    ),
    (
        LineForm::Option,
        &[
            "idea",
            "idea64",
            "pycharm",
            "pycharm64",
            "webstorm",
            "webstorm64",
            "phpstorm",
            "phpstorm64",
            "clion",
            "clion64",
            "goland",
            "goland64",
            "rubymine",
            "rubymine64",
            "rider",
            "rider64",
            "rustrover",
            "rustrover64",
            "datagrip",
            "datagrip64",
            "dataspell",
            "studio",
            "studio64",
            "mate",
            "kate",
            "kwrite",
            "textmate",
        ],
    ),
    (LineForm::Number, &["notepad++"]),
];

/// A command that opens a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Launch {
    pub(super) program: OsString,
    pub(super) arguments: Vec<OsString>,
    /// Whether the editor is told the line.
    pub(super) at_line: bool,
}

/// The command by which an editor opens a file at a line. `is_file` tells whether there is a program at a path.
///
/// # Errors
/// If the editor's command line is empty or leaves a quotation mark open.
pub(super) fn launch(
    editor: &str,
    file: &Path,
    line: u32,
    is_file: impl Fn(&Path) -> bool,
) -> anyhow::Result<Launch> {
    let words = words(editor, is_file)?;
    let form = words.first().and_then(|program| form(program));
    let form = form.or_else(|| words.iter().rev().find_map(|word| form_of_word(word)));
    let file = file.as_os_str();
    let joined = |before: &str, file: &std::ffi::OsStr, after: String| {
        let mut joined = OsString::from(before);
        joined.push(file);
        joined.push(after);
        joined
    };
    let own: Vec<OsString> = match form {
        None => vec![file.to_owned()],
        Some(LineForm::Plus) => vec![format!("+{line}").into(), file.to_owned()],
        Some(LineForm::Goto) => vec!["--goto".into(), joined("", file, format!(":{line}"))],
        Some(LineForm::Colon) => vec![joined("", file, format!(":{line}"))],
        Some(LineForm::Option) => vec!["--line".into(), line.to_string().into(), file.to_owned()],
        Some(LineForm::Number) => vec![format!("-n{line}").into(), file.to_owned()],
    };
    let mut words = words.into_iter().map(OsString::from);
    let program = words.next().ok_or_else(|| anyhow!("the editor's command line is empty"))?;
    Ok(Launch { program, arguments: words.chain(own).collect(), at_line: form.is_some() })
}

/// The program and its arguments.
fn words(editor: &str, is_file: impl Fn(&Path) -> bool) -> anyhow::Result<Vec<String>> {
    let editor = editor.trim();
    // `/opt/My Editor/bin/edit --wait`: the longest beginning that is a program.
    let is_path = |text: &str| text.contains(['/', std::path::MAIN_SEPARATOR]) && is_file(Path::new(text));
    let ends = editor.match_indices(' ').map(|(at, _)| at).chain([editor.len()]);
    let program = ends.rev().map(|end| editor[..end].trim_end()).find(|program| is_path(program));
    let split = |text: &str| {
        // Backslashes of Windows part folders and quote nothing.
        let text = if cfg!(windows) { text.replace('\\', "\\\\") } else { text.to_owned() };
        shlex::split(&text)
            .ok_or_else(|| anyhow!("a quotation mark is left open in the editor's command line `{editor}`"))
    };
    match program {
        Some(program) => Ok([vec![program.to_owned()], split(&editor[program.len()..])?].concat()),
        None => split(editor),
    }
}

/// The form of a program, by its path.
fn form(program: &str) -> Option<LineForm> {
    let name = program.rsplit(['/', std::path::MAIN_SEPARATOR]).next().unwrap_or_default().to_lowercase();
    let known = |name: &str| EDITORS.iter().find(|(_, names)| names.contains(&name)).map(|(form, _)| *form);
    // `vim.basic`, `code.cmd`, `emacs-29.1`, `nvim.appimage`
    let stem = name.split('.').next().unwrap_or_default();
    let without_version = stem.trim_end_matches(|it: char| it.is_ascii_digit()).trim_end_matches(['-', '_']);
    [name.as_str(), stem, without_version].into_iter().find_map(known)
}

/// The same of a word behind the program: an option's value is none.
fn form_of_word(word: &str) -> Option<LineForm> {
    let is_option = word.starts_with('-') || word.contains('=');
    form(word).filter(|_| !is_option)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[track_caller]
    fn check(editor: &str, expect: &[&str]) {
        let there = ["/opt/My Editor/bin/code", "/usr/bin/vim"];
        let is_file = |path: &Path| there.iter().any(|known| path == Path::new(known));
        let launch = launch(editor, Path::new("/notes/谈 话.md"), 12, is_file).unwrap();
        let words: Vec<String> = [launch.program]
            .into_iter()
            .chain(launch.arguments)
            .map(|it| it.into_string().unwrap())
            .collect();
        assert_eq!(words, expect, "{editor}");
    }

    #[test]
    fn each_editor_is_told_the_line_in_its_own_form() {
        const FILE: &str = "/notes/谈 话.md";
        for editor in ["vi", "vim", "nvim", "nano", "emacs", "kak", "micro"] {
            check(editor, &[editor, "+12", FILE]);
        }
        for editor in ["code", "codium", "cursor"] {
            check(editor, &[editor, "--goto", "/notes/谈 话.md:12"]);
        }
        for editor in ["hx", "zed", "subl"] {
            check(editor, &[editor, "/notes/谈 话.md:12"]);
        }
        check("idea", &["idea", "--line", "12", FILE]);
        check("notepad++", &["notepad++", "-n12", FILE]);
        check("some-editor", &["some-editor", FILE]);
    }

    #[test]
    fn arguments_and_paths_of_editors_are_kept() {
        const FILE: &str = "/notes/谈 话.md";
        check("code --wait", &["code", "--wait", "--goto", "/notes/谈 话.md:12"]);
        check("emacsclient -c -a ''", &["emacsclient", "-c", "-a", "", "+12", FILE]);
        check("vim -u NONE", &["vim", "-u", "NONE", "+12", FILE]);
        check("/usr/bin/vim -R", &["/usr/bin/vim", "-R", "+12", FILE]);
        check("/opt/My Editor/bin/code", &["/opt/My Editor/bin/code", "--goto", "/notes/谈 话.md:12"]);
        check(
            "/opt/My Editor/bin/code -w",
            &["/opt/My Editor/bin/code", "-w", "--goto", "/notes/谈 话.md:12"],
        );
        check("'/opt/My Editor/bin/vim.basic' -R", &["/opt/My Editor/bin/vim.basic", "-R", "+12", FILE]);
        check("env NVIM_APPNAME=notes nvim", &["env", "NVIM_APPNAME=notes", "nvim", "+12", FILE]);
        check("emacs-29.1 -nw", &["emacs-29.1", "-nw", "+12", FILE]);
    }

    #[test]
    fn what_is_no_command_line_is_an_error() {
        let none = |_: &Path| false;
        assert!(launch(" ", Path::new("/a.md"), 1, none).is_err());
        assert!(launch("vim 'x", Path::new("/a.md"), 1, none).is_err());
    }

    #[test]
    fn no_editor_stands_twice() {
        let mut seen = HashSet::new();
        for name in EDITORS.iter().flat_map(|(_, names)| *names) {
            assert!(seen.insert(name), "{name}");
        }
    }
}
