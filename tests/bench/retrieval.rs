//! How well search ranks: graded queries, and questions whose answering passage is known.
//!
//! `cargo bench --bench retrieval` asks the graded queries of `tests/graded` over its notes and the built-in one, and
//! `… -- --graded QUERIES.jsonl --notes DIR` others over other notes (`tests/graded/measure.rs` tells their form). Printed are, by
//! class of query, how often a full answer is the first hit, among the first three and the first five, and nDCG@10.
//!
//! `cargo bench --bench retrieval -- DIR` reads every `NAME.passages.jsonl` (`id`, `title`, `text`) with its
//! `NAME.queries.jsonl` (`id`, `question`, `passage`) in `DIR`, makes one note of each passage, and asks each question
//! through the library's public search, as `townhall search` does. A hit is the passage's note. Printed are MRR@10,
//! recall at 1, 5 and 10, and the time per query; beside them, as a yardstick measured in the same run, those of plain
//! BM25 over pairs of characters. `--misses` lists the questions whose passage is not first; `--simplified` asks every question in simplified
//! characters.

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use townhall::index::Index;
use townhall::library::Library;
use townhall::search::{Query, SearchOptions, search};
use townhall::text::fold_text;
use townhall::topics::Vocabulary;

#[path = "../graded/measure.rs"]
mod graded;

use graded::Quality;

/// Ranks beyond this count as a miss, as in the measure's name.
const DEPTH: usize = 10;

#[derive(Deserialize)]
struct PassageLine {
    id: String,
    title: String,
    text: String,
}

#[derive(Deserialize)]
struct QueryLine {
    question: String,
    passage: String,
}

enum Arguments {
    /// Questions in a folder.
    Passages { folder: PathBuf, misses: bool, simplified: bool },
    /// Graded queries over notes.
    Graded { queries: PathBuf, notes: Vec<PathBuf>, misses: bool },
}

fn main() -> anyhow::Result<()> {
    let mut output = std::io::stdout().lock();
    match arguments() {
        Some(Arguments::Passages { folder, misses, simplified }) => {
            passages(&folder, misses, simplified, &mut output)
        }
        Some(Arguments::Graded { queries, notes, misses }) => by_class(&queries, notes, misses, &mut output),
        None => {
            writeln!(output, "usage: cargo bench --bench retrieval -- [DIR [--simplified]] [--misses]")?;
            writeln!(output, "       … --graded QUERIES.jsonl --notes DIR [--misses]")?;
            Ok(())
        }
    }
}

/// Asks graded queries and prints their figures by class.
fn by_class(
    queries: &Path,
    notes: Vec<PathBuf>,
    misses: bool,
    output: &mut impl Write,
) -> anyhow::Result<()> {
    let index = Index::open(&Library::at(notes), Vocabulary::built_in, None)?.index;
    let mut classes: Vec<(String, Vec<Quality>)> = Vec::new();
    let mut all = Vec::new();
    for query in graded::queries(queries)? {
        let quality = graded::measure(&index, &query)?;
        if misses && quality.success[1] == 0.0 {
            writeln!(output, "{:14} nDCG@10 {:.2}  {}", query.class, quality.gain, query.query)?;
        }
        all.push(quality);
        match classes.iter_mut().find(|(class, _)| *class == query.class) {
            Some((_, of_class)) => of_class.push(quality),
            None => classes.push((query.class, vec![quality])),
        }
    }
    classes.push(("all".to_owned(), all));
    writeln!(output, "{:14} {:>4} {:>6} {:>6} {:>6} {:>8}", "", "n", "s@1", "s@3", "s@5", "nDCG@10")?;
    for (class, of_class) in &classes {
        let Quality { success: [first, third, fifth], gain } = graded::mean(of_class);
        writeln!(output, "{class:14} {:>4} {first:6.2} {third:6.2} {fifth:6.2} {gain:8.3}", of_class.len())?;
    }
    Ok(())
}

/// Asks the questions of each set in a folder.
fn passages(folder: &Path, misses: bool, simplified: bool, output: &mut impl Write) -> anyhow::Result<()> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .with_context(|| format!("cannot list {}", folder.display()))?
        .filter_map(|entry| {
            Some(entry.ok()?.file_name().to_str()?.strip_suffix(".passages.jsonl")?.to_owned())
        })
        .collect();
    names.sort();
    for name in names {
        let passages: Vec<PassageLine> = lines(&folder.join(format!("{name}.passages.jsonl")))?;
        let mut queries: Vec<QueryLine> = lines(&folder.join(format!("{name}.queries.jsonl")))?;
        if simplified {
            queries.iter_mut().for_each(|query| query.question = fold_text(&query.question));
        }
        writeln!(output, "{name}: {} passages, {} questions", passages.len(), queries.len())?;
        writeln!(
            output,
            "{:14} {:>7} {:>7} {:>7} {:>7} {:>9}",
            "", "MRR@10", "R@1", "R@5", "R@10", "ms/query"
        )?;
        let yardstick = Pairs::of(&passages);
        let plain = measure(&queries, |question| Ok(yardstick.search(question)))?;
        plain.print("pairs, BM25", output)?;
        let index = index(&passages)?;
        let ours = measure(&queries, |question| notes(&index, question))?;
        ours.print("townhall", output)?;
        if misses {
            for (query, rank) in queries.iter().zip(&ours.ranks).filter(|(_, rank)| **rank != Some(1)) {
                let rank = rank.map_or("-".to_owned(), |rank| rank.to_string());
                writeln!(output, "{rank}\t{}\t{}", query.passage, query.question)?;
            }
        }
    }
    Ok(())
}

fn arguments() -> Option<Arguments> {
    // `cargo bench` adds `--bench`.
    let given: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let has = |flag: &str| given.iter().any(|argument| argument == flag);
    let behind = |flag: &str| {
        let at = given.iter().position(|argument| argument == flag)?;
        given.get(at + 1).map(PathBuf::from)
    };
    let misses = has("--misses");
    if let Some(queries) = behind("--graded") {
        return Some(Arguments::Graded { queries, notes: vec![behind("--notes")?], misses });
    }
    match given.iter().find(|argument| !argument.starts_with("--")) {
        Some(folder) => {
            Some(Arguments::Passages { folder: folder.into(), misses, simplified: has("--simplified") })
        }
        None if has("--help") => None,
        None => {
            let root = Path::new(env!("CARGO_MANIFEST_DIR"));
            let notes = vec![root.join("tests/graded/notes"), root.join("data/notes")];
            Some(Arguments::Graded { queries: root.join("tests/graded/queries.jsonl"), notes, misses })
        }
    }
}

fn lines<T: DeserializeOwned>(path: &Path) -> anyhow::Result<Vec<T>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// The ranks that the right passages got, and the time it took.
struct Measured {
    ranks: Vec<Option<usize>>,
    time: Duration,
}

fn measure(
    queries: &[QueryLine],
    mut ranking: impl FnMut(&str) -> anyhow::Result<Vec<String>>,
) -> anyhow::Result<Measured> {
    let started = Instant::now();
    let mut ranks = Vec::with_capacity(queries.len());
    for query in queries {
        let found = ranking(&query.question)?;
        ranks.push(found.iter().take(DEPTH).position(|id| *id == query.passage).map(|position| position + 1));
    }
    Ok(Measured { ranks, time: started.elapsed() })
}

impl Measured {
    fn print(&self, name: &str, output: &mut impl Write) -> std::io::Result<()> {
        let count = self.ranks.len() as f64;
        let reciprocal: f64 = self.ranks.iter().flatten().map(|&rank| 1.0 / rank as f64).sum();
        let recall =
            |depth| self.ranks.iter().flatten().filter(|&&rank| rank <= depth).count() as f64 / count;
        let milliseconds = self.time.as_secs_f64() * 1e3 / count;
        writeln!(
            output,
            "{name:14} {:7.4} {:7.4} {:7.4} {:7.4} {milliseconds:9.3}",
            reciprocal / count,
            recall(1),
            recall(5),
            recall(10)
        )
    }
}

/// Writes one note per passage, its title as the heading, and has them read as any folder of notes is.
fn index(passages: &[PassageLine]) -> anyhow::Result<Index> {
    let folder = tempfile::tempdir()?;
    for PassageLine { id, title, text } in passages {
        std::fs::write(folder.path().join(format!("{id}.md")), format!("# {title}\n\n{text}\n"))?;
    }
    let library = Library::at(vec![folder.path().to_owned()]);
    Ok(Index::open(&library, Vocabulary::built_in, None)?.index)
}

/// The ids of the notes that a search finds, each once, best first.
fn notes(index: &Index, question: &str) -> anyhow::Result<Vec<String>> {
    let options = SearchOptions { vocabulary: &Vocabulary::built_in, ..SearchOptions::default() };
    let result = search(index, &Query::parse(question), &options)?;
    let mut found: Vec<String> = Vec::new();
    for hit in result.hits {
        let note = hit.stored.note.slug();
        if !found.iter().any(|known| known == note) {
            found.push(note.to_owned());
        }
    }
    Ok(found)
}

/// Plain BM25 (k1 1.2, b 0.75) over pairs of neighbouring folded characters: what a search without any of ours does.
struct Pairs {
    ids: Vec<String>,
    lengths: Vec<f64>,
    postings: HashMap<[char; 2], Vec<(usize, f64)>>,
}

impl Pairs {
    fn of(passages: &[PassageLine]) -> Self {
        let mut pairs = Pairs { ids: Vec::new(), lengths: Vec::new(), postings: HashMap::new() };
        for (position, line) in passages.iter().enumerate() {
            let terms = Self::terms(&format!("{}\n{}", line.title, line.text));
            pairs.ids.push(line.id.clone());
            pairs.lengths.push(terms.len() as f64);
            let mut counts: HashMap<[char; 2], f64> = HashMap::new();
            terms.into_iter().for_each(|term| *counts.entry(term).or_default() += 1.0);
            for (term, count) in counts {
                pairs.postings.entry(term).or_default().push((position, count));
            }
        }
        pairs
    }

    fn terms(text: &str) -> Vec<[char; 2]> {
        let characters: Vec<char> = fold_text(text).chars().collect();
        let is_pair = |pair: &&[char]| pair.iter().all(|character| character.is_alphanumeric());
        characters.windows(2).filter(is_pair).map(|pair| [pair[0], pair[1]]).collect()
    }

    fn search(&self, question: &str) -> Vec<String> {
        let count = self.ids.len() as f64;
        let average = self.lengths.iter().sum::<f64>() / count;
        let mut scores = vec![0.0; self.ids.len()];
        for term in Self::terms(question) {
            let Some(postings) = self.postings.get(&term) else { continue };
            let frequency = postings.len() as f64;
            let rarity = (1.0 + (count - frequency + 0.5) / (frequency + 0.5)).ln();
            for &(position, found) in postings {
                let length = 0.25 + 0.75 * self.lengths[position] / average;
                scores[position] += rarity * found * 2.2 / (found + 1.2 * length);
            }
        }
        let mut order: Vec<usize> = (0..self.ids.len()).filter(|&position| scores[position] > 0.0).collect();
        order.sort_by(|&one, &other| scores[other].total_cmp(&scores[one]));
        order.into_iter().take(DEPTH).map(|position| self.ids[position].clone()).collect()
    }
}
