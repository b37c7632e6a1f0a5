//! Reads notes, parses them in parallel and writes their documents.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::Context;
use tantivy::indexer::{IndexWriterOptions, UserOperation};
use tantivy::merge_policy::{LogMergePolicy, MergePolicy, NoMergePolicy};
use tantivy::{IndexSettings, IndexWriter};

use super::backlog::Backlog;
use super::document::{NotePlace, RecordDocument, documents};
use super::kept::KeptNote;
use super::runs::OfNotes;
use super::schema::Fields;
use super::{Notice, TellProgress, tokenizers};
use crate::library::{Library, Source};
use crate::model::ParsedNote;
use crate::parse::parse_as;
use crate::topics::Vocabulary;

/// Below this many bytes of notes one thread is enough: starting another would take longer.
const SMALL: u64 = 2 << 20;
/// Notes of more bytes than this are parsed one at a time: what is read of one takes many times its size.
const LARGE_NOTE: u64 = 4 << 20;
/// What tantivy may hold in memory per thread before it writes a segment, in bytes: its minimum for small libraries.
const SMALL_BUDGET: usize = 15_000_000;
/// The same for all threads together, for large ones.
const LARGE_BUDGET: usize = 200_000_000;
/// How much of the records is compressed together, in bytes: more takes less room and longer to read a record.
const STORED_BLOCK: usize = 32 << 10;

/// Larger segments are left alone, in documents.
const MERGED_DOCUMENTS: usize = 50_000;

/// Everything that writing needs to know.
pub(super) struct Work<'a> {
    pub(super) library: &'a Library,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) fields: &'a Fields,
    /// Paths of notes whose documents must go.
    pub(super) gone: Vec<String>,
    /// Sources to read.
    pub(super) read: Vec<&'a Source>,
    /// What is known of notes that are not read again.
    pub(super) known: Vec<Notice>,
    /// Told how many notes have been read, and of how many.
    pub(super) progress: Option<TellProgress<'a>>,
}

/// An index without documents.
pub(super) fn create(
    fields: &Fields,
    directory: impl Into<Box<dyn tantivy::Directory>>,
) -> tantivy::Result<tantivy::Index> {
    tantivy::Index::builder()
        .schema(fields.schema.clone())
        .settings(IndexSettings { docstore_blocksize: STORED_BLOCK, ..IndexSettings::default() })
        .tokenizers(tokenizers::tokenizers())
        .open_or_create(directory)
}

/// Does the work and commits it, together with the payload that `payload` makes of what there is to say of
/// the notes and of what those that were read tell of names.
///
/// A note that can't be read is a notice; everything else that fails is an error and commits nothing.
pub(super) fn write(
    index: &tantivy::Index,
    work: &Work<'_>,
    payload: impl FnOnce(&[Notice], Vec<KeptNote>) -> anyhow::Result<String>,
) -> anyhow::Result<Vec<Notice>> {
    let bytes: u64 = work.read.iter().map(|source| source.stamp.size).sum();
    let threads =
        if bytes < SMALL { 1 } else { thread::available_parallelism().map_or(1, usize::from).min(8) };
    let options = IndexWriterOptions::builder()
        .num_worker_threads(threads)
        .num_merge_threads(1)
        .memory_budget_per_thread(if threads == 1 { SMALL_BUDGET } else { LARGE_BUDGET / threads })
        .build();
    let mut writer: IndexWriter<RecordDocument> = index.writer_with_options(options)?;
    let is_first = index.searchable_segment_ids()?.is_empty();
    writer.set_merge_policy(merge_policy(is_first));
    if !work.gone.is_empty() {
        writer.delete_query(Box::new(OfNotes::new(work.fields, &work.gone)))?;
    }
    let mut notices = work.known.clone();
    let Told { unread, names } = read_all(&writer, work, threads)?;
    notices.extend(unread);
    let mut commit = writer.prepare_commit()?;
    commit.set_payload(&payload(&notices, names)?);
    commit.commit()?;
    writer.wait_merging_threads()?;
    Ok(notices)
}

/// What is merged. While the first index of a library is made nothing is: its segments are few and large, and to write
/// each twice would take a good part of the time. Later, what many refreshes have left is put together, and what
/// consists of deleted documents for the most part is written anew.
fn merge_policy(is_first: bool) -> Box<dyn MergePolicy> {
    if is_first {
        return Box::new(NoMergePolicy);
    }
    let mut policy = LogMergePolicy::default();
    policy.set_max_docs_before_merge(MERGED_DOCUMENTS);
    policy.set_del_docs_ratio_before_merge(0.5);
    Box::new(policy)
}

/// Writes the documents of notes that are parsed already.
pub(super) fn write_parsed<'a>(
    index: &tantivy::Index,
    fields: &Fields,
    notes: impl IntoIterator<Item = (&'a str, &'a ParsedNote)>,
) -> anyhow::Result<Vec<KeptNote>> {
    let mut writer: IndexWriter<RecordDocument> = index.writer_with_num_threads(1, SMALL_BUDGET)?;
    let mut names = Vec::new();
    for (path, note) in notes {
        let mut note = note.clone();
        names.push(KeptNote::take(path, &mut note));
        let place = NotePlace { path: path.to_owned(), shown: path.to_owned(), file: None };
        add(&writer, documents(fields, place, note, None)?)?;
    }
    writer.commit()?;
    Ok(names)
}

/// Adds the documents of a note, side by side.
fn add(writer: &IndexWriter<RecordDocument>, documents: Vec<RecordDocument>) -> anyhow::Result<()> {
    let additions: Vec<_> = documents.into_iter().map(UserOperation::Add).collect();
    writer.run(additions).context("cannot write the index")?;
    Ok(())
}

/// What reading told beside the records.
#[derive(Default)]
struct Told {
    /// Notes that could not be read.
    unread: Vec<Notice>,
    /// The names in those that could, in whatever order.
    names: Vec<KeptNote>,
}

fn read_all(writer: &IndexWriter<RecordDocument>, work: &Work<'_>, threads: usize) -> anyhow::Result<Told> {
    let backlog = Arc::new(Backlog::default());
    let next = AtomicUsize::new(0);
    let told = Mutex::new(Told::default());
    let large = Mutex::new(());
    let tell = || told.lock().unwrap_or_else(PoisonError::into_inner);
    let worker = || -> anyhow::Result<()> {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(source) = work.read.get(number) else { break };
            if let Some(progress) = work.progress {
                progress(number, work.read.len());
            }
            let is_large = source.stamp.size > LARGE_NOTE;
            let _alone = is_large.then(|| large.lock().unwrap_or_else(PoisonError::into_inner));
            match work.library.read_note(source) {
                Ok(None) => {}
                Ok(Some(text)) => {
                    let mut note = parse_as(&source.identity(), &source.path, &text.text, work.vocabulary);
                    tell().names.push(KeptNote::take(&source.path, &mut note));
                    let share = backlog.share(text.text.len() as u64);
                    let (path, shown, file) = (source.path.clone(), source.shown.clone(), source.file());
                    let place = NotePlace { path, shown, file };
                    let documents = documents(work.fields, place, note, Some(share))?;
                    add(writer, documents)?;
                }
                Err(error) => {
                    let passing = error.chain().any(|cause| cause.is::<std::io::Error>());
                    let (path, reason) = (source.shown.clone(), format!("{error:#}"));
                    let notice = Notice::Unreadable { path, reason, passing };
                    tell().unread.push(notice);
                }
            }
        }
        Ok(())
    };
    if threads == 1 {
        worker()?;
    } else {
        thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
            workers.into_iter().try_for_each(|worker| {
                worker.join().unwrap_or_else(|_| Err(anyhow::anyhow!("a thread that reads notes failed")))
            })
        })?;
    }
    Ok(told.into_inner().unwrap_or_else(PoisonError::into_inner))
}
