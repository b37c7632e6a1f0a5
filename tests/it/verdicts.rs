//! What became of predictions, asked of the program: a verdict outlives edits, renames and moves, two machines' files become one,
//! and what a person writes into the file stays there.

use std::fs;
use std::ops::Deref;
use std::process::Command;

use crate::folder::Folder;

/// A library in a folder of its own, and a place for what outlasts the cache.
struct Home(Folder);

impl Deref for Home {
    type Target = Folder;

    fn deref(&self) -> &Folder {
        &self.0
    }
}

const FIRST: &str = "三年内港口的泊船将由无人船完成";
const SECOND: &str = "年底前浮标会全部换新";

fn note(first: &str, second: &str) -> String {
    format!(
        "# 港口夜话\n\n- 日期：2026-03-10\n- 嘉宾：岑远\n\n## 核心观点与预测\n\n| 观点/预测 | 提出者 | 时间节点 |\n|---|---|---|\n| {first} | 岑远 | 三年内 |\n| {second} | 岑远 | 年底前 |\n\n## 谈话\n\n岑远：泊位不够。\n"
    )
}

impl Home {
    fn new() -> Home {
        let home = Home(Folder::new());
        home.write("notes/harbour.md", &note(FIRST, SECOND));
        home
    }

    /// What the program writes to stdout and to stderr, and its status.
    fn run_on(&self, notes: &[&str], arguments: &[&str]) -> (String, String, i32) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_townhall"));
        for notes in notes {
            command.arg("--notes").arg(self.path(notes));
        }
        let output = command
            .args(arguments)
            .env("TOWNHALL_CACHE", self.path("cache"))
            .env("TOWNHALL_STATE", self.path("state"))
            .env("TOWNHALL_CONFIG", self.path("config.yaml"))
            .env("TOWNHALL_NOTES", "")
            .env("LC_ALL", "C")
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr), output.status.code().unwrap())
    }

    fn run(&self, arguments: &[&str]) -> (String, String, i32) {
        self.run_on(&["notes"], arguments)
    }

    /// The id of the first claim that holds these words.
    fn id(&self, words: &str) -> String {
        let (out, ..) = self.run(&["predictions", words, "--fields", "id"]);
        out.lines().next().unwrap_or_default().to_owned()
    }

    fn judge(&self, words: &str, arguments: &[&str]) -> (String, String, i32) {
        let id = self.id(words);
        self.run(&[&["judge", &id], arguments].concat())
    }

    /// Outcomes with the first characters of their claims, and what is said of it.
    fn verdicts(&self) -> (String, String) {
        let (out, error, _) = self.run(&["predictions", "--template", "{verdict}:{claim:.5} "]);
        (out.replace('\n', ""), error)
    }

    #[track_caller]
    fn check(&self, expect: &str) {
        let (verdicts, error) = self.verdicts();
        assert_eq!(verdicts, expect, "{error}");
        assert!(!error.contains("verdicts.yaml"), "{error}");
    }
}

/// Of both claims, the second of which ends first.
const JUDGED: &str = "failed:年底… came-true:三年… ";

fn judged() -> Home {
    let home = Home::new();
    assert_eq!(home.judge("泊船", &["came-true", "--on", "2026-05-01", "--note", "全部 \"无人\""]).2, 0);
    assert_eq!(
        home.judge("浮标", &["failed", "--on", "2026-06", "--source", "https://example.org/a?b=c"]).2,
        0
    );
    home.check(JUDGED);
    home
}

#[test]
fn a_verdict_outlives_edits_renames_and_moves() {
    let home = judged();
    let kept = home.read("notes/verdicts.yaml");
    // Other lines of the note, and no word of the claims.
    home.write(
        "notes/harbour.md",
        &note(FIRST, SECOND).replacen("## 谈话", "## 更多\n\n一段新话。\n\n## 谈话", 1),
    );
    home.check(JUDGED);
    fs::create_dir(home.path("notes/2026")).unwrap();
    fs::rename(home.path("notes/harbour.md"), home.path("notes/2026/renamed.md")).unwrap();
    home.check(JUDGED);
    // The words themselves, in a note that has another name.
    fs::remove_file(home.path("notes/2026/renamed.md")).unwrap();
    home.write("notes/again.md", &note("三年内港口泊船将由无人船来完成", "年底前，浮标會全部換新。"));
    let (verdicts, error) = home.verdicts();
    assert_eq!(verdicts, JUDGED);
    assert!(
        error.contains(&format!("“{FIRST}” is taken for one on “三年内港口泊船将由无人船来完成”")),
        "{error}"
    );
    assert!(!error.contains(SECOND), "in other signs it says the same: {error}");
    fs::rename(home.path("notes"), home.path("elsewhere")).unwrap();
    let (out, ..) = home.run_on(&["elsewhere"], &["predictions", "--verdict", "any", "--fields", "verdict"]);
    assert_eq!(out, "failed\ncame-true\n");
    assert_eq!(home.read("elsewhere/verdicts.yaml"), kept, "who reads writes nothing");
}

#[test]
fn what_says_something_else_is_not_judged_by_the_old_verdict_and_that_is_said() {
    let home = judged();
    home.write("notes/harbour.md", &note("五年内港口的泊船将由无人船完成", SECOND));
    let (verdicts, error) = home.verdicts();
    assert_eq!(verdicts, "failed:年底… :五年… ");
    let place = home.path("notes/verdicts.yaml");
    assert!(error.contains(&format!("{}:", place.display())), "{error}");
    assert!(error.contains(&format!("“{FIRST}” fits no prediction here")), "{error}");
    // It is still there, and whoever wants can take it back by its id.
    let id = home.read("notes/verdicts.yaml").split("{id: ").find(|line| line.contains(FIRST)).unwrap()[..11]
        .to_owned();
    assert_eq!(home.run(&["judge", &id, "failed"]).2, 2);
    assert_eq!(home.run(&["judge", &id, "--remove"]).2, 0);
    assert!(!home.read("notes/verdicts.yaml").contains(FIRST));
    assert!(!home.verdicts().1.contains("fits no prediction"));
}

/// A note that claims these, of which the first has been judged.
fn first_judged(claims: &[(&str, &str)]) -> Home {
    let home = Home::new();
    home.write("notes/harbour.md", &claiming(claims));
    let (_, error, status) = home.judge(claims[0].0, &["came-true"]);
    assert_eq!(status, 0, "{error}");
    home
}

fn claiming(claims: &[(&str, &str)]) -> String {
    let row = |(claim, by): &(&str, &str)| format!("| {claim} | {by} | 三年内 |\n");
    let rows: String = claims.iter().map(row).collect();
    note(FIRST, SECOND).replace(&format!("| {FIRST} | 岑远 | 三年内 |\n"), &rows)
}

#[test]
fn a_claim_that_stood_beside_the_judged_one_inherits_nothing_when_that_is_gone() {
    for (judged, beside, by) in [
        ("港口将大幅放缓招聘", "港口将大幅放缓裁员", "岑远"),
        ("港口将大幅放缓招聘", "港口将大幅放缓校园招聘", "岑远"),
        ("港口将大幅放缓招聘", "港口将大幅放缓招聘", "孟舟"),
    ] {
        let home = first_judged(&[(judged, "岑远"), (beside, by)]);
        let (before, error) = home.verdicts();
        assert_eq!(before.matches("came-true").count(), 1, "{judged}, {beside}: {error}");
        home.write("notes/harbour.md", &claiming(&[(beside, by)]));
        let (after, error) = home.verdicts();
        assert!(!after.contains("came-true"), "{judged}, {beside}: {after}");
        assert!(error.contains("fits no prediction here"), "{error}");
    }
}

#[test]
fn a_claim_that_was_turned_round_loses_its_verdict_and_one_that_was_mended_keeps_it() {
    for (now, keeps) in [
        ("港口将大幅放宽招聘", false),
        ("港口将不大幅放缓招聘", false),
        ("港口会大幅放缓招聘", true),
        ("港口将大幅放缓校园招聘", true),
    ] {
        let home = first_judged(&[("港口将大幅放缓招聘", "岑远")]);
        home.write("notes/harbour.md", &claiming(&[(now, "岑远")]));
        let (after, error) = home.verdicts();
        assert_eq!(after.contains("came-true"), keeps, "{now}: {error}");
        assert!(error.contains(&format!("“{now}”")), "{error}");
    }
}

#[test]
fn judging_again_replaces_a_line_and_leaves_the_others_as_they_are() {
    let home = judged();
    let text =
        home.read("notes/verdicts.yaml").replace("- {", "# 我的看法\n- {").replace("}\n", "} # 存疑\n");
    home.write("notes/verdicts.yaml", &text);
    // Under a name that gives other ids.
    fs::rename(home.path("notes/harbour.md"), home.path("notes/renamed.md")).unwrap();
    let (_, error, status) = home.judge("浮标", &["partly", "--on", "2026-07-01"]);
    assert_eq!(status, 0, "{error}");
    assert!(error.contains("in place of failed on 2026-06-30"), "{error}");
    let now = home.read("notes/verdicts.yaml");
    assert_eq!(now.lines().count(), text.lines().count());
    let other: Vec<(&str, &str)> = text.lines().zip(now.lines()).filter(|(old, new)| old != new).collect();
    let [(old, new)] = other[..] else { panic!("{other:?}") };
    assert!(old.contains("outcome: failed") && new.contains("outcome: partly"), "{new}");
    assert!(new.ends_with(" # 存疑"), "{new}");
    home.check("partly:年底… came-true:三年… ");
    assert_eq!(home.judge("浮标", &["--remove"]).2, 0);
    assert_eq!(home.judge("浮标", &["--remove"]).2, 1);
    home.check(":年底… came-true:三年… ");
}

#[test]
fn nothing_is_known_of_a_claim_before_it_was_made() {
    let home = Home::new();
    let (_, error, status) = home.judge("泊船", &["failed", "--on", "2026-03-09"]);
    assert_eq!(status, 2, "{error}");
    assert!(error.contains("2026-03-09 is before the day of the talk, 2026-03-10"), "{error}");
    assert!(!home.path("notes/verdicts.yaml").exists());
    assert_eq!(home.judge("泊船", &["failed", "--on", "2026-03-10"]).2, 0);
    assert_eq!(home.judge("泊船", &["failed", "--on", "2026-03"]).2, 0);
}

#[test]
fn two_machines_files_become_one() {
    let (home, other) = (Home::new(), Home::new());
    home.judge("泊船", &["too-early", "--on", "2026-05-01"]);
    home.judge("浮标", &["failed", "--on", "2026-05-02"]);
    other.judge("泊船", &["came-true", "--on", "2026-06-01"]);
    // As `sort -u` makes them one, and as a tool that merges leaves them.
    let (one, two) = (home.read("notes/verdicts.yaml"), other.read("notes/verdicts.yaml"));
    let mut lines: Vec<&str> = one.lines().chain(two.lines()).filter(|line| line.starts_with('-')).collect();
    lines.sort_unstable();
    lines.dedup();
    home.write("notes/verdicts.yaml", &format!("{}\n", lines.join("\n")));
    home.check(JUDGED);
    home.write("notes/verdicts.yaml", &format!("<<<<<<< ours\n{one}=======\n{two}>>>>>>> theirs\n"));
    let (verdicts, error) = home.verdicts();
    assert_eq!(verdicts, JUDGED);
    assert!(error.contains("verdicts.yaml:1: a merge was left unresolved here"), "{error}");
    let (_, error, status) = home.judge("浮标", &["partly"]);
    assert_eq!(status, 2);
    assert!(error.contains("line 1: a merge was left unresolved here; resolve it first"), "{error}");
}

#[test]
fn lines_that_two_machines_add_stand_apart_so_that_git_merges_them() {
    // One has a verdict between those of the other, and no line of either moves.
    let home = judged();
    let lines: Vec<String> = home.read("notes/verdicts.yaml").lines().map(str::to_owned).collect();
    let ids: Vec<&String> = lines.iter().filter(|line| line.starts_with('-')).collect();
    assert!(ids.is_sorted(), "{ids:?}");
}

#[test]
fn what_is_wrong_in_the_file_is_said_with_its_line_and_stays() {
    let home = judged();
    let text = home.read("notes/verdicts.yaml").replace("outcome: failed", "outcome: fialed");
    home.write("notes/verdicts.yaml", &text);
    let line = text.lines().position(|line| line.contains("fialed")).unwrap() + 1;
    let (verdicts, error) = home.verdicts();
    assert_eq!(verdicts, ":年底… came-true:三年… ");
    assert!(
        error.contains(&format!("verdicts.yaml:{line}: unknown outcome `fialed`; near: failed")),
        "{error}"
    );
    home.judge("泊船", &["partly"]);
    assert!(home.read("notes/verdicts.yaml").contains("fialed"));
}

#[test]
fn a_library_without_a_folder_keeps_its_verdicts_in_the_state_folder() {
    let home = Home::new();
    let file: &[&str] = &["notes/harbour.md"];
    let ids = |notes: &[&str]| home.run_on(notes, &["predictions", "--fields", "id"]).0;
    let first = |notes: &[&str]| ids(notes).lines().next().unwrap().to_owned();
    assert_eq!(home.run_on(file, &["judge", &first(file), "failed"]).2, 0);
    assert_eq!(home.run_on(&[], &["judge", &first(&[]), "partly"]).2, 0);
    let verdicts =
        |notes: &[&str]| home.run_on(notes, &["predictions", "--verdict", "any", "--fields", "verdict"]).0;
    assert_eq!((verdicts(file).as_str(), verdicts(&[]).as_str()), ("failed\n", "partly\n"));
    assert_eq!(verdicts(&["notes"]), "");
    assert_eq!(fs::read_dir(home.path("state/verdicts")).unwrap().count(), 2);
    // Unless the config names one for all.
    home.write("config.yaml", "verdicts: mine/all.yaml\n");
    assert_eq!(home.judge("泊船", &["came-true"]).2, 0);
    assert!(home.read("mine/all.yaml").contains(FIRST));
    assert!(!home.path("notes/verdicts.yaml").exists());
    assert_eq!(verdicts(&["notes"]), "came-true\n");
}

#[test]
fn each_format_tells_the_verdict() {
    let home = judged();
    let id = home.id("浮标");
    let verdict = r#""verdict":{"outcome":"failed","on":"2026-06-30","source":"https://example.org/a?b=c","note":null}"#;
    for arguments in [
        &["predictions", "-f", "json"][..],
        &["show", &id, "-f", "json"],
        &["search", "浮标", "-f", "jsonl"],
        &["export"],
        &["people", "岑远", "-f", "json"],
        &["cite", &id],
        &["show", &id, "-f", "table"],
        &["predictions", "-f", "markdown"],
        &["export", "--kind", "prediction", "-f", "csv"],
    ] {
        let (out, ..) = home.run(arguments);
        let is_for_programs = out.contains("\"kind\":");
        let expect = if is_for_programs { verdict } else { "https://example.org/a?b=c" };
        // A citation is of what was said, not of what became of it.
        assert_eq!(out.contains(expect), arguments[0] != "cite", "{arguments:?}: {out}");
    }
}

#[cfg(unix)]
#[test]
fn no_pipe_is_opened_and_no_link_leads_out_of_the_notes() {
    let home = judged();
    let outside = home.path("outside.yaml");
    fs::rename(home.path("notes/verdicts.yaml"), &outside).unwrap();
    std::os::unix::fs::symlink(&outside, home.path("notes/verdicts.yaml")).unwrap();
    let (verdicts, error) = home.verdicts();
    assert_eq!(verdicts, ":年底… :三年… ");
    assert!(error.contains("it is a link that leads out of the folder"), "{error}");
    let before = fs::read_to_string(&outside).unwrap();
    assert_eq!(home.judge("泊船", &["partly"]).2, 2);
    assert_eq!(fs::read_to_string(&outside).unwrap(), before);
    fs::remove_file(home.path("notes/verdicts.yaml")).unwrap();
    assert!(Command::new("mkfifo").arg(home.path("notes/verdicts.yaml")).status().unwrap().success());
    assert!(home.verdicts().1.contains("it is no file"));
    assert_eq!(home.judge("泊船", &["partly"]).2, 2);
}

#[test]
fn two_who_judge_at_once_both_are_heard() {
    let home = Home::new();
    let claims: Vec<String> =
        (0..12).map(|number| format!("| 第{number}座灯塔会停用 | 岑远 | 三年内 |\n")).collect();
    let table =
        format!("\n## 更多预测\n\n| 观点/预测 | 提出者 | 时间节点 |\n|---|---|---|\n{}", claims.concat());
    home.write("notes/harbour.md", &format!("{}{table}", note(FIRST, SECOND)));
    let (out, ..) = home.run(&["predictions", "--fields", "id"]);
    let ids: Vec<&str> = out.lines().collect();
    assert_eq!(ids.len(), 14);
    std::thread::scope(|scope| {
        for id in &ids {
            scope.spawn(|| assert_eq!(home.run(&["judge", id, "failed"]).2, 0));
        }
    });
    let (out, ..) = home.run(&["predictions", "--verdict", "failed", "--count"]);
    assert_eq!(out, "14\n");
}
