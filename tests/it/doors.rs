//! Saved queries, news, and the ways out of the program: an editor, the talk's address, fzf. Each run is one as a user's, in a
//! folder of its own, with scripts in place of the other programs.

use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::folder::Folder;

const NOTE: &str =
    "# 谈成本\n\n> 2026-03-01\n\n\n## 成本\n\n李明：推理成本会下降。\n\n李明：训练成本不会。\n";

/// A user's folders.
struct Home(Folder);

impl Deref for Home {
    type Target = Folder;

    fn deref(&self) -> &Folder {
        &self.0
    }
}

impl Home {
    fn new() -> Home {
        let home = Home(Folder::new());
        home.write("notes/talk.md", NOTE);
        home
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_townhall"));
        command
            .args(arguments)
            .env("TOWNHALL_CACHE", self.path("cache"))
            .env("TOWNHALL_STATE", self.path("state"))
            .env("TOWNHALL_CONFIG", self.path("config.yaml"))
            .env("TOWNHALL_NOTES", self.path("notes"))
            .env_remove("VISUAL")
            .env_remove("EDITOR");
        command
    }

    fn run(&self, arguments: &[&str]) -> Said {
        Said::of(self.command(arguments).output().unwrap())
    }
}

/// What a run wrote, and its status.
struct Said {
    out: String,
    error: String,
    status: i32,
}

impl Said {
    fn of(output: Output) -> Said {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Said { out: text(output.stdout), error: text(output.stderr), status: output.status.code().unwrap() }
    }

    /// The ids of its lines.
    fn ids(&self) -> Vec<&str> {
        self.out.lines().filter_map(|line| line.split('\t').nth(1)).collect()
    }
}

#[test]
fn a_saved_query_runs_by_its_name_and_takes_more() {
    let home = Home::new();
    home.write("queries.yaml", "# mine\ncost: 成本 kind:quote -n 1 # the first\n");
    let whole = home.run(&["search", "成本", "kind:quote"]);
    let saved = home.run(&["cost"]);
    assert_eq!((saved.status, saved.ids()), (0, whole.ids()[..1].to_vec()));
    assert_eq!(home.run(&["--no-refresh", "cost", "-n", "2"]).ids(), whole.ids());
    assert_eq!(home.run(&["cost", "-训练", "-n", "9"]).ids().len(), 1);
    assert!(home.run(&["config"]).out.contains("query cost\t成本 kind:quote -n 1\tline 2\n"));
}

#[test]
fn a_search_is_saved_as_a_line_of_its_own() {
    let home = Home::new();
    home.write("queries.yaml", "# mine\nother: 训练");
    let said = home.run(&["search", "“推理成本”", "-训练", "--save", "cost", "--kind", "quote"]);
    assert_eq!(said.status, 0);
    assert!(said.error.contains("`townhall cost` runs it"), "{}", said.error);
    assert_eq!(home.read("queries.yaml"), "# mine\nother: 训练\ncost: “推理成本” -训练 --kind quote\n");
    assert_eq!(home.run(&["cost"]).ids(), said.ids());
    home.run(&["search", "推理", "--save=other"]);
    assert_eq!(home.read("queries.yaml"), "# mine\nother: 推理\ncost: “推理成本” -训练 --kind quote\n");
    // What can't be asked is not saved.
    assert_eq!(home.run(&["search", "topic:nosuch", "--save", "other"]).status, 2);
    assert!(home.read("queries.yaml").contains("other: 推理\n"));
}

#[test]
fn a_commands_name_is_refused_with_its_line_and_stops_no_command() {
    let home = Home::new();
    assert_eq!(home.run(&["search", "成本", "--save", "quotes"]).status, 2);
    home.write("queries.yaml", "cost: 成本\nquotes: 成本\n");
    for command in ["cost", "quotes", "notes"] {
        let said = home.run(&[command]);
        assert_eq!(said.status, 0, "{command}");
        assert!(said.error.contains("line 2: `quotes` is the name of a command"), "{}", said.error);
    }
    assert!(home.run(&["-q", "notes"]).error.is_empty());
}

#[test]
fn a_line_that_is_no_query_costs_no_other_and_is_told() {
    let home = Home::new();
    home.write("queries.yaml", "cost: 成本\nboth: \"成本\" OR 内存\n");
    let said = home.run(&["cost"]);
    assert_eq!(said.status, 0, "{}", said.error);
    assert!(said.error.contains("line 2: this is no name with a query"), "{}", said.error);
    let said = home.run(&["both"]);
    assert_eq!(said.status, 2);
    assert!(said.error.contains("line 2: this is no name with a query"), "{}", said.error);
    assert_eq!(home.run(&["search", "成本", "--save", "more"]).status, 0);
    assert_eq!(home.run(&["more"]).status, 0);
    let found = home.run(&["check", "--select", "queries", "-f", "plain"]);
    assert!(found.out.contains("queries.yaml:2"), "{}", found.out);
    assert!(!found.error.contains("queries.yaml"), "{}", found.error);
}

#[test]
fn a_name_that_nothing_has_names_those_near() {
    let home = Home::new();
    home.write("queries.yaml", "agents: 成本\n");
    let error = |name: &str| home.run(&[name]).error;
    assert!(error("agent").contains("near: agents"), "{}", error("agent"));
    assert!(error("serch").contains("near: search"), "{}", error("serch"));
    assert!(error("成本").contains("`townhall search 成本` looks for it"), "{}", error("成本"));
    assert_eq!(home.run(&["成本"]).status, 2);
}

#[test]
fn news_is_what_came_since_it_was_last_shown() {
    let home = Home::new();
    let first = home.run(&["new"]);
    assert_eq!((first.status, first.out.as_str()), (1, ""));
    assert!(first.error.contains("this is the first look"), "{}", first.error);
    assert_eq!(home.run(&["new"]).status, 1);
    home.write("notes/talk.md", &format!("{NOTE}\n李明：一句新话。\n\n李明：又一句新话。\n"));
    for _ in 0..2 {
        assert_eq!(home.run(&["new", "--peek"]).ids().len(), 2);
    }
    // What is left out stays new.
    assert_eq!(home.run(&["new", "又一句"]).ids().len(), 1);
    assert_eq!(home.run(&["new"]).ids().len(), 1);
    assert_eq!(home.run(&["new"]).status, 1);
}

#[test]
fn a_note_that_moved_is_no_news_and_one_library_is_no_other() {
    let home = Home::new();
    home.run(&["new"]);
    fs::rename(home.path("notes/talk.md"), home.path("notes/renamed.md")).unwrap();
    assert_eq!(home.run(&["new"]).status, 1);
    home.write("notes/talk.md", NOTE);
    assert!(home.run(&["new", "-n", "1"]).ids().len() == 1, "a copy is news");
    home.write("other/talk.md", NOTE);
    let other = home.command(&["new"]).env("TOWNHALL_NOTES", home.path("other")).output().unwrap();
    assert!(Said::of(other).error.contains("this is the first look"));
    // However it is named.
    let same =
        home.command(&["--notes", "notes", "new", "--peek", "-n", "1"]).current_dir(home.root()).output();
    assert_eq!(Said::of(same.unwrap()).status, 0);
}

#[test]
fn a_mark_that_is_none_is_told_and_kept() {
    let home = Home::new();
    home.run(&["new"]);
    let folder = home.path("state/new");
    let mark = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    fs::write(&mark, "something else\n").unwrap();
    let said = home.run(&["new"]);
    assert_eq!(said.status, 2);
    assert!(said.error.contains("is no mark of a look"), "{}", said.error);
    assert_eq!(fs::read_to_string(&mark).unwrap(), "something else\n");
}

#[test]
fn open_prints_the_command_of_the_editor_or_the_address() {
    let home = Home::new();
    let quotes = home.run(&["quotes", "训练"]);
    let id = quotes.ids()[0];
    let printed = |editor: &str, more: &[&str]| {
        let arguments = [&["open", id, "--print"], more].concat();
        Said::of(home.command(&arguments).env("EDITOR", editor).output().unwrap())
    };
    let file = home.path("notes/talk.md").display().to_string();
    assert_eq!(printed("vim -R", &[]).out, format!("vim -R +10 {file}\n"));
    assert_eq!(printed("code --wait", &[]).out, format!("code --wait --goto {file}:10\n"));
    assert!(printed("vim", &["--url"]).error.contains("no address is known of 《谈成本》"));
    assert_eq!(home.run(&["open", "nosuch"]).status, 1);
    let address =
        home.command(&["open", "7.1", "--url", "--print"]).env("TOWNHALL_NOTES", "").output().unwrap();
    assert!(Said::of(address).out.contains("https://www.youtube.com/watch?v="));
    let built_in = home.command(&["open", "7.1"]).env("TOWNHALL_NOTES", "").output().unwrap();
    let built_in = Said::of(built_in);
    assert_eq!(built_in.status, 2);
    assert!(built_in.error.contains("is built in"), "{}", built_in.error);
}

#[cfg(unix)]
fn script(home: &Home, name: &str, text: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt as _;
    home.write(name, text);
    let path = home.path(name);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

#[cfg(unix)]
#[test]
fn open_runs_an_editor_whose_path_has_spaces_at_the_line() {
    let home = Home::new();
    let editor = script(&home, "my editors/vim", "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$SEEN\"\n");
    let seen = home.path("seen");
    let id = home.run(&["quotes", "训练"]).ids()[0].to_owned();
    let mut command = home.command(&["open", &id]);
    command.env("SEEN", &seen).env("VISUAL", format!("{} -u NONE", editor.display())).env("EDITOR", "false");
    assert_eq!(Said::of(command.output().unwrap()).status, 0);
    let file = home.path("notes/talk.md");
    assert_eq!(home.read("seen"), format!("-u\nNONE\n+10\n{}\n", file.display()));
    let failed = Said::of(home.command(&["open", &id]).env("EDITOR", "false").output().unwrap());
    assert_eq!(failed.status, 2);
    let missing = Said::of(home.command(&["open", &id]).env("EDITOR", "/no/such").output().unwrap());
    assert!(missing.error.contains("name an editor with VISUAL or EDITOR"), "{}", missing.error);
}

/// Runs `pick` with a script in place of fzf.
#[cfg(unix)]
fn pick(home: &Home, fzf: &str, arguments: &[&str]) -> Said {
    script(home, "bin/fzf", fzf);
    let path = format!("{}:{}", home.path("bin").display(), std::env::var("PATH").unwrap());
    let arguments = [&["pick"], arguments].concat();
    Said::of(home.command(&arguments).env("PATH", path).env("SEEN", home.path("seen")).output().unwrap())
}

#[cfg(unix)]
#[test]
fn pick_prints_the_ids_of_what_was_chosen() {
    let home = Home::new();
    let all = home.run(&["quotes"]);
    let picked = pick(&home, "#!/bin/sh\ncat\n", &["--kind", "quote"]);
    assert_eq!(picked.out, all.ids().iter().map(|id| format!("{id}\n")).collect::<String>());
    let found = home.run(&["search", "训练"]);
    let picked = pick(&home, "#!/bin/sh\nhead -n 1\n", &["训练"]);
    assert_eq!((picked.status, picked.out), (0, format!("{}\n", found.ids()[0])));
    assert_eq!(pick(&home, "#!/bin/sh\nexit 130\n", &[]).status, 130);
    assert_eq!(pick(&home, "#!/bin/sh\nexit 1\n", &[]).status, 1);
    assert_eq!(pick(&home, "#!/bin/sh\nexit 2\n", &[]).status, 2);
    let nothing = pick(&home, "#!/bin/sh\ncat\n", &["没有的词组甲乙丙"]);
    assert_eq!((nothing.status, nothing.out.as_str()), (1, ""));
    let missing = home.command(&["pick"]).env("PATH", home.path("empty")).output().unwrap();
    assert!(Said::of(missing).error.contains("`pick` needs fzf"));
}

#[cfg(unix)]
#[test]
fn no_words_of_a_note_get_into_a_command_or_a_line_of_their_own() {
    let home = Home::new();
    let wild = "李明：看 $(touch gone) `touch gone` '; touch gone; ' \u{1b}]0;x\u{7} \"x\"\n";
    home.write("notes/it's $(touch gone).md", &format!("# 野 '; touch gone '\n\n{wild}\n李明：还有一句。\n"));
    // What fzf would run beside each line.
    let fzf = "#!/bin/sh\nfor last; do :; done\nprintf '%s' \"$last\" > \"$SEEN\"\ncat\n";
    let picked = pick(&home, fzf, &["--kind", "quote", "--note", "野"]);
    let ids: Vec<&str> = picked.out.lines().collect();
    assert_eq!(ids.len(), 2, "{}", picked.out);
    let preview = home.read("seen").replace("{1}", &format!("'{}'", ids[0]));
    let mut shell = Command::new("sh");
    shell.args(["-c", &preview]).current_dir(home.root()).env("TOWNHALL_CACHE", home.path("cache"));
    let shown = Said::of(shell.env("TOWNHALL_CONFIG", "").output().unwrap());
    assert!(shown.out.contains("touch gone"), "{}{}", shown.out, shown.error);
    assert!(!shown.out.contains('\u{7}'));
    assert!(!Path::new(&home.path("gone")).exists());
}

/// What a shell gets that completes these words, the last of which is begun.
fn completed(home: &Home, shell: &str, words: &[&str]) -> String {
    completed_within(home, shell, "", words)
}

/// The same where the last of them stands within this quotation mark.
fn completed_within(home: &Home, shell: &str, mark: &str, words: &[&str]) -> String {
    let line = [&["--", "townhall"], words].concat();
    let mut command = home.command(&line);
    command
        .env("COMPLETE", shell)
        .env("_TOWNHALL_QUOTE", mark)
        .env("_CLAP_COMPLETE_INDEX", words.len().to_string())
        .env("_CLAP_IFS", "\n");
    let said = Said::of(command.output().unwrap());
    assert_eq!((said.status, said.error.as_str()), (0, ""));
    said.out
}

#[test]
fn completions_know_the_library_as_it_is_kept() {
    let home = Home::new();
    home.write("queries.yaml", "cost: 成本 -n 5\n");
    // No index is made for them.
    assert_eq!(completed(&home, "bash", &["quotes", "--note", "t"]), "");
    let quotes = home.run(&["quotes"]);
    assert_eq!(completed(&home, "bash", &["quotes", "--note", "t"]), "talk");
    assert_eq!(completed(&home, "bash", &["quotes", "--speaker", "李"]), "李明");
    assert_eq!(completed(&home, "bash", &["quotes", "--topic", "biosec"]), "");
    assert_eq!(completed(&home, "bash", &["search", "--kind", "quo"]), "quote");
    assert_eq!(completed(&home, "bash", &["quotes", "--format", "mark"]), "markdown");
    assert_eq!(completed(&home, "bash", &["cos"]), "cost");
    let id = quotes.ids()[0];
    for typed in [0, 1, 6] {
        assert!(completed(&home, "bash", &["show", &id[..typed]]).contains(id), "{typed}");
    }
    for (typed, expect) in [
        ("kin", "kind:"),
        ("kind:quo", "kind:quote"),
        ("topic:safe", "topic:safety"),
        ("person:李", "person:李明"),
        ("note:ta", "note:talk"),
    ] {
        assert_eq!(completed(&home, "bash", &["quotes", typed]), expect);
    }
    assert!(completed(&home, "fish", &["show", &id[..6]]).starts_with(&format!("{id}\t李明：")));
    assert!(completed(&home, "zsh", &["quotes", "--topic", "saf"]).contains("safety"));
    // The notes that the line itself names.
    home.write("other/elsewhere.md", NOTE);
    let other = home.path("other").display().to_string();
    home.run(&["--notes", &other, "quotes"]);
    assert_eq!(completed(&home, "bash", &["--notes", &other, "quotes", "--note", ""]), "elsewhere");
    // Within quotation marks only what would end them needs a mark.
    home.write("third/spaced.md", "# 谈话\n\n**Jane Roe**：好。\n\n**Jane Roe**：再见。\n");
    let third = home.path("third").display().to_string();
    home.run(&["--notes", &third, "quotes"]);
    for (mark, typed, expect) in [
        ("", "--speaker=Ja", r"--speaker=Jane\ Roe"),
        ("\"", "--speaker=Ja", "--speaker=Jane Roe"),
        ("'", "--speaker=Ja", "--speaker=Jane Roe"),
        ("", "speaker:Ja", "speaker:JaneRoe"),
        ("\"", "speaker:\"Ja", r#"speaker:\"Jane Roe\""#),
        ("'", "speaker:\"Ja", r#"speaker:"Jane Roe""#),
    ] {
        let line = ["--notes", &third, "quotes", typed];
        assert_eq!(completed_within(&home, "bash", mark, &line), expect, "{mark} {typed}");
    }
}

#[test]
fn completions_are_installed_once_and_no_settings_are_edited() {
    let home = Home::new();
    home.write(".zshrc", "# mine\n");
    let install = |shell: &str| {
        let mut command = home.command(&["completions", "--install"]);
        command.env("HOME", home.root()).env("SHELL", format!("/bin/{shell}"));
        for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "BASH_COMPLETION_USER_DIR"] {
            command.env_remove(name);
        }
        Said::of(command.output().unwrap())
    };
    for (shell, file) in [
        ("bash", ".local/share/bash-completion/completions/townhall"),
        ("zsh", ".local/share/zsh/site-functions/_townhall"),
        ("fish", ".config/fish/completions/townhall.fish"),
    ] {
        let said = install(shell);
        assert!(said.out.starts_with(&format!("wrote {}\n", home.path(file).display())), "{}", said.out);
        let written = home.read(file);
        assert!(written.contains("COMPLETE"), "{written}");
        assert!(install(shell).out.contains("is there already"));
        home.write(file, "# somebody else's\n");
        assert_eq!(install(shell).status, 2);
        assert_eq!(home.read(file), "# somebody else's\n");
    }
    assert_eq!(home.read(".zshrc"), "# mine\n");
    assert_eq!(install("nosuch").status, 2);
}
