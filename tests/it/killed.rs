//! Killed at any moment, the program leaves a cache from which the next command answers right.
//!
//! The real program is started on notes that changed, or on none of its cache, and killed after a random part of the
//! time that such a run takes. What the next commands say must be what an empty cache gives; without a look at the
//! notes it may also be what was true once, but nothing in between.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;
use tempfile::TempDir;
use townhall::index::{Index, Opening};
use townhall::library::Library;
use townhall::records::{Filter, Records, Stored};

use crate::world::{World, seed};

/// How many runs are killed.
const KILLS: usize = 110;

/// The program on these notes with this cache.
fn program(world: &World, cache: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_townhall"));
    for root in world.roots() {
        command.arg("--notes").arg(root);
    }
    command
        .args(arguments)
        .env("TOWNHALL_CACHE", cache)
        .env("TOWNHALL_CONFIG", "")
        .env_remove("TOWNHALL_NOTES");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What a run writes, which must succeed.
fn output(mut command: Command) -> String {
    let output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{:?}: {errors}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

/// The answers to some commands.
#[derive(Debug, Clone, PartialEq)]
struct Answers {
    records: String,
    found: String,
}

impl Answers {
    fn of(world: &World, cache: &Path, query: &str) -> Answers {
        let records = output(program(world, cache, &["export"]));
        Answers { records, found: output(program(world, cache, &["search", query, "--format", "json"])) }
    }
}

/// How long a run takes that nobody kills; learnt as the machine is now quick and now slow.
struct Pace(Duration);

impl Pace {
    fn learn(&mut self, took: Duration) {
        self.0 = (self.0 + took) / 2;
    }
}

/// Kills a run after a random part of its time. Whether it was still running.
fn kill(mut run: Child, pace: &mut Pace, random: &mut Rng) -> bool {
    let after = pace.0.mul_f64(random.f64());
    thread::sleep(after);
    run.kill().unwrap();
    let landed = !run.wait().unwrap().success();
    if !landed {
        pace.learn(after);
    }
    landed
}

/// What there is in the cache, however old, as a reader has it open.
fn reader(library: &Library, cache: &Path) -> Option<(Index, Vec<Stored>)> {
    let opening =
        Opening { cache: Some(cache), refresh: false, progress: None, damage: None, stays_open: false };
    let index = Index::open_with(library, || Ok(library.vocabulary()?.0), opening).unwrap().index;
    let records = index.list(&Filter::default()).unwrap();
    Some((index, records))
}

#[test]
fn after_a_kill_at_any_moment_the_next_answer_is_right() {
    let seed = seed(1);
    let mut random = Rng::with_seed(seed);
    let mut world = World::new(seed, 12);
    let cache = TempDir::new().unwrap();
    let query = world.query();
    let started = Instant::now();
    // With topics of before, the cache has the index of before as well.
    let mut earlier = vec![Answers::of(&world, cache.path(), &query).records];
    let mut building = Pace(started.elapsed());
    let mut refreshing = Pace(started.elapsed());
    let (mut kills, mut landed, mut in_the_middle) = (0, 0, 0);
    let mut round = 0;
    while kills < KILLS {
        round += 1;
        let anew = round % 4 == 0;
        let open = reader(&world.library(), cache.path()).filter(|_| round % 3 == 0);
        let changes: Vec<&str> = (0..random.usize(1..=3)).map(|_| world.change()).collect();
        let when = format!("round {round} of seed {seed}, {changes:?}");
        let query = world.query();
        let clean = TempDir::new().unwrap();
        let after = Answers::of(&world, clean.path(), &query);
        if anew {
            fs::remove_dir_all(cache.path()).unwrap();
        }
        let pace = if anew { &mut building } else { &mut refreshing };
        for _ in 0..random.usize(1..=5) {
            let files = files(cache.path());
            let other =
                (!anew && random.bool()).then(|| program(&world, cache.path(), &["export", "--no-refresh"]));
            let other = other.map(|mut command| command.spawn().unwrap());
            let run = program(&world, cache.path(), &["export"]).stdout(Stdio::null()).spawn().unwrap();
            kills += 1;
            landed += usize::from(kill(run, pace, &mut random));
            in_the_middle += usize::from(files != self::files(cache.path()));
            let mut seen = Vec::new();
            seen.extend(other.map(|run| run.wait_with_output().unwrap().stdout));
            if !anew {
                seen.push(output(program(&world, cache.path(), &["export", "--no-refresh"])).into_bytes());
            }
            for seen in seen {
                let seen = String::from_utf8(seen).unwrap();
                assert!(earlier.contains(&seen) || seen == after.records, "{when}: half a refresh is seen");
            }
        }
        let started = Instant::now();
        let now = Answers::of(&world, cache.path(), &query);
        pace.learn(started.elapsed());
        assert_eq!(now, after, "{when}");
        if let Some((index, records)) = open {
            assert_eq!(index.list(&Filter::default()).unwrap(), records, "{when}: an open index changed");
        }
        earlier.push(after.records);
    }
    // Else this would test little.
    assert!(landed * 2 > kills, "only {landed} of {kills} runs were killed before they ended");
    assert!(in_the_middle * 5 > kills, "only {in_the_middle} of {kills} runs had begun to write");
}

/// The names of all files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => found.extend(files(&entry.path())),
            _ => found.push(entry.path()),
        }
    }
    found.sort();
    found
}

/// Files that may hold so many blocks and no more stand for a disk that becomes full at some moment.
#[cfg(unix)]
#[test]
fn answers_are_right_where_writing_fails() {
    let mut world = World::new(seed(1), 12);
    let query = world.query();
    let (cache, clean) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    for blocks in [0, 2, 8, 16, 64] {
        let limited = |world: &World| {
            let mut command = Command::new("sh");
            command.args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\""), "sh"]);
            let program = program(world, cache.path(), &["export"]);
            command.arg(program.get_program()).args(program.get_args());
            command
                .env("TOWNHALL_CACHE", cache.path())
                .env("TOWNHALL_CONFIG", "")
                .env_remove("TOWNHALL_NOTES");
            output(command)
        };
        // A first build, then a refresh of an index that is whole.
        assert_eq!(limited(&world), Answers::of(&world, clean.path(), &query).records, "{blocks} blocks");
        if blocks == 0 {
            let written = files(cache.path()).iter().any(|file| fs::metadata(file).unwrap().len() > 0);
            assert!(!written, "writing does not fail here");
        }
        Answers::of(&world, cache.path(), &query);
        world.change();
        let expected = Answers::of(&world, clean.path(), &query);
        assert_eq!(limited(&world), expected.records, "{blocks} blocks");
        assert_eq!(Answers::of(&world, cache.path(), &query), expected, "{blocks} blocks");
        fs::remove_dir_all(cache.path()).unwrap();
    }
}

#[test]
fn ten_at_once_on_notes_that_changed_all_answer() {
    let mut world = World::new(seed(2), 12);
    let (cache, clean) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let before = output(program(&world, cache.path(), &["export"]));
    // Some changes change no answer.
    let mut after = before.clone();
    while after == before {
        world.change();
        after = output(program(&world, clean.path(), &["export"]));
    }
    let start = |_| program(&world, cache.path(), &["export"]).spawn().unwrap();
    let runs: Vec<Child> = (0..10).map(start).collect();
    for run in runs {
        let output = run.wait_with_output().unwrap();
        let (records, errors) =
            (String::from_utf8(output.stdout).unwrap(), String::from_utf8_lossy(&output.stderr));
        // On a machine that is slow enough the older state has to do, and is said to be such.
        let is_older = records == before && errors.contains("another process is updating the index");
        assert!(records == after || is_older, "{errors}");
    }
}
