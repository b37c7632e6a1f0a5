//! Pipes, devices and links where files should be: each is named and left out, and none is ever opened or followed out.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Whoever opens a pipe waits for ever; so long is that here.
const FOR_EVER: Duration = Duration::from_secs(60);

struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Place {
        let place = Place { folder: TempDir::new().unwrap() };
        place.write("notes/a.md", "# 一\n\n推理成本下降。\n");
        place.write("notes/部门/b.md", "# 二\n\n推理成本上升。\n");
        place
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn pipe(&self, path: &str) {
        assert!(Command::new("mkfifo").arg(self.path(path)).status().unwrap().success());
    }

    /// What a command answers, and says.
    fn run(&self, notes: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_townhall"));
        command.arg("--notes").arg(self.path(notes)).args(arguments);
        command
            .env("TOWNHALL_CACHE", self.path("cache"))
            .env("LC_ALL", "C")
            .env("TOWNHALL_CONFIG", "")
            .env_remove("TOWNHALL_NOTES");
        let Output { status, stdout, stderr } = finished(command);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (status.code(), text(stdout), text(stderr))
    }

    fn search(&self) -> (usize, String) {
        let (_, found, said) = self.run("notes", &["search", "推理成本", "--kind", "passage"]);
        (found.lines().count(), said)
    }

    /// The only index in the cache.
    fn index(&self) -> PathBuf {
        let only = |folder: &Path| fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
        only(&only(&self.path("cache")))
    }
}

/// What a command gives that comes to an end.
fn finished(mut command: Command) -> Output {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if started.elapsed() > FOR_EVER {
            child.kill().unwrap();
            panic!("{command:?} never ends");
        }
        thread::sleep(Duration::from_millis(5));
    }
    child.wait_with_output().unwrap()
}

#[test]
fn a_pipe_beside_notes_is_named_and_not_opened() {
    for file in [".gitignore", ".ignore", "topics.yaml", "people.yaml", "部门/.gitignore", "部门/.ignore"]
    {
        let place = Place::new();
        place.pipe(&format!("notes/{file}"));
        let (found, said) = place.search();
        assert_eq!(found, 2, "{file}");
        assert!(said.contains(file) && said.contains("it is no file"), "{file}: {said}");
    }
    let place = Place::new();
    place.pipe("notes/c.md");
    assert_eq!(place.search().0, 2);
}

#[test]
fn a_link_out_of_the_folder_is_named_and_not_followed() {
    for file in [".gitignore", "部门/.ignore", "topics.yaml", "people.yaml"] {
        for target in ["/dev/zero", "outside"] {
            let place = Place::new();
            place.write("outside", "*.md\n");
            symlink(place.path(target), place.path("notes").join(file)).unwrap();
            let (found, said) = place.search();
            assert_eq!(found, 2, "{file}");
            assert!(said.contains(file) && said.contains("a link that leads out"), "{file}: {said}");
        }
    }
    let place = Place::new();
    place.write("notes/rules", "b.md\n");
    symlink(place.path("notes/rules"), place.path("notes/部门/.gitignore")).unwrap();
    let (found, said) = place.search();
    assert!(found == 1 && !said.contains("a link that leads out"), "{said}");
}

#[test]
fn a_root_that_is_neither_file_nor_folder_is_an_error() {
    let place = Place::new();
    for root in ["pipe", "pipe.md", "pipe.zip"] {
        place.pipe(root);
        let (status, _, said) = place.run(root, &["notes"]);
        assert_eq!(status, Some(2));
        assert!(said.contains(&format!("{root} is no file and no folder")), "{said}");
    }
}

#[test]
fn a_pipe_in_the_cache_is_damage() {
    let place = Place::new();
    assert_eq!(place.search().0, 2);
    let names: Vec<_> =
        fs::read_dir(place.index()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    for name in names {
        let path = place.index().join(&name);
        // What is made anew has other names.
        if path.exists() {
            fs::remove_file(&path).unwrap();
            place.pipe(path.to_str().unwrap());
        }
        assert_eq!(place.search().0, 2, "{}", name.display());
    }
}

#[test]
fn an_index_folder_that_is_a_link_is_made_anew_and_its_target_left_alone() {
    let place = Place::new();
    assert_eq!(place.search().0, 2);
    let index = place.index();
    for (target, file) in [("precious", "precious/letter"), ("precious/0123456789abcdef", "precious/letter")]
    {
        place.write(file, "words");
        fs::create_dir_all(place.path(target)).unwrap();
        fs::remove_dir_all(&index).unwrap();
        symlink(place.path(target), &index).unwrap();
        assert_eq!(place.search().0, 2);
        assert_eq!(fs::read_to_string(place.path(file)).unwrap(), "words");
        assert!(!index.is_symlink());
    }
}

#[test]
fn a_pipe_beside_the_config_or_in_the_state_is_an_error() {
    let place = Place::new();
    place.write("config/config.yaml", "");
    place.write("state/new/x", "");
    place.pipe("config/queries.yaml");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_townhall"));
        command
            .env("TOWNHALL_CONFIG", place.path("config/config.yaml"))
            .env("TOWNHALL_STATE", place.path("state"));
        command.env("TOWNHALL_CACHE", place.path("cache")).env("LC_ALL", "C").args(arguments);
        let output = finished(command);
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for arguments in [&["config"][..], &["saved"], &["search", "推理成本", "--save", "saved"]] {
        let (status, said) = run(arguments);
        assert!(status == Some(2) && said.contains("queries.yaml: it is no file"), "{arguments:?}: {said}");
    }
    // The first look begins with what is there.
    assert_eq!(run(&["new"]).0, Some(1));
    for mark in fs::read_dir(place.path("state/new")).unwrap() {
        let mark = mark.unwrap().path();
        fs::remove_file(&mark).unwrap();
        symlink("/dev/zero", mark).unwrap();
    }
    let (status, said) = run(&["new"]);
    assert!(status == Some(2) && said.contains("it is no file"), "{said}");
}

#[test]
fn a_relative_home_makes_no_folder() {
    let place = Place::new();
    for arguments in [&["search", "推理成本"][..], &["config"], &["new"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_townhall"));
        command.args(arguments).current_dir(place.path("notes")).env_clear().env("HOME", "home");
        let expected = if arguments == ["new"] { 2 } else { 0 };
        assert_eq!(finished(command).status.code(), Some(expected));
        assert!(!place.path("notes/home").exists());
    }
}
