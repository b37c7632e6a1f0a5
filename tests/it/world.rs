//! Notes on disk that change at random, for tests of what an index makes of changes. A seed decides them all.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use fastrand::Rng;
use tempfile::TempDir;
use townhall::library::Library;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Two folders and an archive of notes.
pub(super) struct World {
    folder: TempDir,
    random: Rng,
    /// How many notes there have ever been.
    made: usize,
    /// What the archive holds.
    packed: Vec<(String, String)>,
}

/// A change by its name.
type Change = (&'static str, fn(&mut World));

/// Every change; those of everyday life several times.
const CHANGES: [Change; 34] = [
    ("add", World::add),
    ("add", World::add),
    ("add", World::add),
    ("rewrite", World::rewrite),
    ("rewrite", World::rewrite),
    ("append", World::append),
    ("append", World::append),
    ("append", World::append),
    ("same size", World::same_size),
    ("same size", World::same_size),
    ("same size", World::same_size),
    ("same size and time", World::same_size_and_time),
    ("rename", World::rename),
    ("rename", World::rename),
    ("exchange names", World::exchange),
    ("move a folder", World::move_folder),
    ("delete", World::delete),
    ("delete", World::delete),
    ("delete a folder", World::delete_folder),
    ("touch", World::touch),
    ("same again", World::same_again),
    ("a file becomes a folder", World::file_to_folder),
    ("a folder becomes a file", World::folder_to_file),
    ("another encoding", World::encode),
    ("another encoding", World::encode),
    ("no text any more", World::spoil),
    ("topics", World::topics),
    ("people", World::people),
    ("people", World::people),
    ("people", World::people),
    ("ignore", World::ignore),
    ("pack", World::pack),
    ("unpack", World::unpack),
    ("pack in place", World::pack_in_place),
];

/// Words that notes are made of, and searches too.
const WORDS: [&str; 16] = [
    "推理成本",
    "模型",
    "安全",
    "开发者",
    "招聘放缓",
    "智能体",
    "缓存",
    "鸟类",
    "教育",
    "距離",
    "GPT-5",
    "Codex",
    "我们认为",
    "会在明年",
    "下降",
    "一个新的平台",
];
/// Names at words: full ones, the same with a slip, short ones, a role.
const SPEAKERS: [&str; 12] = [
    "李明",
    "王芳",
    "Sam Altman",
    "主持人",
    "陈晓",
    "Marcus Hellman",
    "Marcus Hellmann",
    "Marcus",
    "哈拉维",
    "诺娅·哈拉维",
    "Noa Halavi",
    "老陈",
];
/// How notes introduce who takes part: nobody, some of these, names side by side, and such that contradict each other.
const CASTS: [&str; 9] = [
    "李明、王芳",
    "Marcus Hellman、王芳",
    "Marcus Hellmann、陈晓",
    "诺娅·哈拉维（Noa Halavi）、李明",
    "Noa Halavi | 诺娅·哈拉维",
    "陈晓（Chen Xiao）、主持人",
    "陈晓（Xiao Chen）、Marcus Hellman、Marcus Hellmann",
    "李明（Ming Li）、陈晓（Ming Li）",
    "Sam Altman",
];
/// What lists say of people.
const PEOPLE: [&str; 10] = [
    "- 李明, Li Ming, Ming Li\n",
    "- {name: 李明, names: [王芳]}\n",
    "- {name: 陈晓, names: [老陈], not: [Chen Xiao]}\n",
    "- {name: Noa Halavi, names: [诺娅·哈拉维, 哈拉维]}\n",
    "- {name: 诺娅, names: [Noa Halavi]}\n",
    "- {name: Marcus Hellman, names: [Marcus], not: [Marcus Hellmann]}\n",
    "- {name: 奥特曼, names: [Sam Altman, 山姆]}\n",
    "- {name: 李明, nick: 小明}\n",
    "- 李明, Ming Li\n- 王芳, Ming Li\n",
    "",
];
const FOLDERS: [&str; 6] = [
    "",
    "甲",
    "甲/乙",
    "丙.md",
    "Export-2f7613b4-c0cb-8012-a6f2-d72c6dc33e7d",
    "Export-3f7613b4-c0cb-8012-a6f2-d72c6dc33e7d/甲",
];

impl World {
    /// With so many notes to begin with.
    pub(super) fn new(seed: u64, notes: usize) -> World {
        let folder = TempDir::new().unwrap();
        let mut world = World { folder, random: Rng::with_seed(seed), made: 0, packed: Vec::new() };
        for root in world.folders() {
            fs::create_dir(root).unwrap();
        }
        for _ in 0..notes {
            world.add();
        }
        world.pack();
        world
    }

    /// The folders and the archive.
    pub(super) fn roots(&self) -> Vec<PathBuf> {
        let [one, other] = self.folders();
        vec![one, other, self.archive()]
    }

    /// These, newly opened.
    pub(super) fn library(&self) -> Library {
        Library::at(self.roots())
    }

    /// Changes something and tells what.
    pub(super) fn change(&mut self) -> &'static str {
        let (name, change) = CHANGES[self.random.usize(..CHANGES.len())];
        change(self);
        name
    }

    /// A query that some notes may answer.
    pub(super) fn query(&mut self) -> String {
        let words = [self.word(), self.word()];
        words[..self.random.usize(1..=2)].join(" ")
    }

    fn folders(&self) -> [PathBuf; 2] {
        ["talks", "more"].map(|name| self.folder.path().join(name))
    }

    fn archive(&self) -> PathBuf {
        self.folder.path().join("export.zip")
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.random.usize(..WORDS.len())]
    }

    fn sentence(&mut self) -> String {
        let count = self.random.usize(2..8);
        let words: Vec<&str> = (0..count).map(|_| self.word()).collect();
        format!("{}，{}。", words.join(""), self.random.u32(100..999))
    }

    /// A note with a record of every kind.
    fn note(&mut self) -> String {
        self.made += 1;
        let mut text = format!("# 第{}次谈话", self.made);
        text += &format!("：{}\n\n", self.word());
        text += &format!("| 项目 | 内容 |\n|---|---|\n| 日期 | 2026-0{}-11 |\n\n", self.random.u32(1..=9));
        if self.random.bool() {
            let cast = CASTS[self.random.usize(..CASTS.len())];
            text += &format!("**嘉宾**：{cast}\n\n");
        }
        if self.random.bool() {
            let pair =
                ["缓存（Cache）", "Codex（代码助手）", "推理成本（Inference Cost）"][self.random.usize(..3)];
            text += &format!("他们谈到{pair}。\n\n");
        }
        for number in 1..=self.random.usize(1..4) {
            let speaker = SPEAKERS[self.random.usize(..SPEAKERS.len())];
            text += &format!("## {number}. {}\n\n{}\n\n", self.word(), self.sentence());
            text += &format!("**提问**：{}\n\n> {speaker}：“{}”\n\n", self.sentence(), self.sentence());
        }
        let (claim, term, meaning) = (self.sentence(), self.word(), self.sentence());
        text += &format!(
            "## 核心观点与预测\n\n| 观点 | 提出者 | 时间节点 |\n|---|---|---|\n| {claim} | 李明 | 2027年 |\n\n"
        );
        text + &format!("## 术语表\n\n| 术语 | 解释 |\n|---|---|\n| {term} | {meaning} |\n")
    }

    /// A place for a new note, in a folder that is there.
    fn place(&mut self) -> PathBuf {
        let folders = self.folders();
        let folder = folders[self.random.usize(..2)].join(FOLDERS[self.random.usize(..FOLDERS.len())]);
        // A note may have the folder's name.
        let folder = if fs::create_dir_all(&folder).is_ok() { folder } else { folders[0].clone() };
        // Few names, so that they come again, in other folders as well.
        folder.join(self.name())
    }

    /// One of few names; some are a page's, with digits that others have too.
    fn name(&mut self) -> String {
        let number = self.random.u32(..40);
        match number % 3 {
            0 => format!("谈话 {number} {:032x}.md", number % 12),
            _ => format!("谈话 {number}.md"),
        }
    }

    fn files(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        self.folders().iter().for_each(|folder| collect(folder, &mut found));
        found.retain(|(path, is_file)| *is_file && path.extension().is_some_and(|end| end == "md"));
        found.into_iter().map(|(path, _)| path).collect()
    }

    /// Some folder below the roots.
    fn some_folder(&mut self) -> Option<PathBuf> {
        let mut found = Vec::new();
        self.folders().iter().for_each(|folder| collect(folder, &mut found));
        found.retain(|(_, is_file)| !is_file);
        self.random.choice(found).map(|(path, _)| path)
    }

    /// Some note that is there.
    fn some(&mut self) -> PathBuf {
        if self.files().is_empty() {
            self.add();
        }
        let files = self.files();
        files[self.random.usize(..files.len())].clone()
    }

    fn add(&mut self) {
        let (place, text) = (self.place(), self.note());
        // A folder may have the note's name.
        let _ = fs::write(place, text);
    }

    fn rewrite(&mut self) {
        let (file, text) = (self.some(), self.note());
        fs::write(file, text).unwrap();
    }

    fn append(&mut self) {
        let (file, text) = (self.some(), self.sentence());
        let mut file = fs::File::options().append(true).open(file).unwrap();
        write!(file, "\n{text}\n").unwrap();
    }

    /// Other digits in the same places.
    fn same_size(&mut self) {
        let file = self.some();
        fs::write(&file, self.other_digits(&file)).unwrap();
    }

    /// As a program that copies does.
    fn same_size_and_time(&mut self) {
        let file = self.some();
        let modified = fs::metadata(&file).unwrap().modified().unwrap();
        fs::write(&file, self.other_digits(&file)).unwrap();
        // Where the system tells no more than this time, nobody could see the change.
        if cfg!(unix) {
            fs::File::options().write(true).open(file).unwrap().set_modified(modified).unwrap();
        }
    }

    fn other_digits(&mut self, file: &Path) -> Vec<u8> {
        let mut bytes = fs::read(file).unwrap();
        for byte in bytes.iter_mut().filter(|byte| byte.is_ascii_digit()) {
            *byte = self.random.u8(b'0'..=b'9');
        }
        bytes
    }

    fn rename(&mut self) {
        let (from, to) = (self.some(), self.place());
        let _ = fs::rename(from, to);
    }

    fn exchange(&mut self) {
        let (one, other) = (self.some(), self.some());
        let aside = self.folder.path().join("aside");
        fs::rename(&one, &aside).unwrap();
        if one != other {
            fs::rename(&other, &one).unwrap();
        }
        fs::rename(&aside, &other).unwrap();
    }

    fn move_folder(&mut self) {
        let Some(folder) = self.some_folder() else { return };
        let other = self.folders()[self.random.usize(..2)].join(format!("丁{}", self.random.u32(..3)));
        let _ = fs::rename(folder, other);
    }

    fn delete(&mut self) {
        fs::remove_file(self.some()).unwrap();
    }

    fn delete_folder(&mut self) {
        // Not every time, or few notes would ever be left.
        if let Some(folder) = self.some_folder().filter(|_| self.random.bool()) {
            fs::remove_dir_all(folder).unwrap();
        }
    }

    fn touch(&mut self) {
        let file = fs::File::options().write(true).open(self.some()).unwrap();
        file.set_modified(std::time::SystemTime::now()).unwrap();
    }

    fn same_again(&mut self) {
        let file = self.some();
        fs::write(&file, fs::read(&file).unwrap()).unwrap();
    }

    fn file_to_folder(&mut self) {
        let (file, text) = (self.some(), self.note());
        fs::remove_file(&file).unwrap();
        fs::create_dir(&file).unwrap();
        fs::write(file.join("里.md"), text).unwrap();
    }

    fn folder_to_file(&mut self) {
        let Some(folder) = self.some_folder() else { return };
        let text = self.note();
        fs::remove_dir_all(&folder).unwrap();
        fs::write(folder.with_extension("md"), text).unwrap_or_default();
    }

    fn encode(&mut self) {
        let (file, text) = (self.some(), self.note());
        let bytes = match self.random.u8(..4) {
            0 => [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
            1 => encoding_rs::GB18030.encode(&text).0.into_owned(),
            2 => format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes(),
            _ => text.into_bytes(),
        };
        fs::write(file, bytes).unwrap();
    }

    fn spoil(&mut self) {
        fs::write(self.some(), [0x89, b'P', 0, 0xff, 1, 1, 0, 3, 0x80]).unwrap();
    }

    /// Topics of a folder's own appear, change or go.
    fn topics(&mut self) {
        let file = self.folders()[self.random.usize(..2)].join("topics.yaml");
        match self.random.u8(..4) {
            0 => drop(fs::remove_file(file)),
            1 => fs::write(file, "[").unwrap(),
            _ => {
                let topic =
                    format!("- {{slug: own, chinese: 自己的, english: Own, any: [{}]}}\n", self.word());
                fs::write(file, topic).unwrap();
            }
        }
    }

    /// A folder's own list of people appears, changes or goes.
    fn people(&mut self) {
        let file = self.folders()[self.random.usize(..2)].join("people.yaml");
        match self.random.u8(..4) {
            0 => drop(fs::remove_file(file)),
            _ => fs::write(file, PEOPLE[self.random.usize(..PEOPLE.len())]).unwrap(),
        }
    }

    /// A folder's rules what to leave out appear, change or go.
    fn ignore(&mut self) {
        let file = self.folders()[self.random.usize(..2)].join(".gitignore");
        match self.random.bool() {
            true => fs::write(file, format!("甲/\n*{}.md\n", self.random.u32(..10))).unwrap(),
            false => drop(fs::remove_file(file)),
        }
    }

    /// Another archive takes the place of the old one; what both hold stays as it is.
    fn pack(&mut self) {
        let draft = self.folder.path().join("draft");
        fs::write(&draft, self.other_archive()).unwrap();
        fs::rename(draft, self.archive()).unwrap();
    }

    fn pack_in_place(&mut self) {
        fs::write(self.archive(), self.other_archive()).unwrap();
    }

    fn unpack(&mut self) {
        self.packed.truncate(1);
        self.pack();
    }

    fn other_archive(&mut self) -> Vec<u8> {
        let name = format!("Export-2f7613b4-c0cb-8012-a6f2-d72c6dc33e7d/{}", self.name());
        let text = self.note();
        match self.packed.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = text,
            None => self.packed.push((name, text)),
        }
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in &self.packed {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }
}

/// The seed of a test, unless `SEED` names another.
pub(super) fn seed(usual: u64) -> u64 {
    std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(usual)
}

/// Waits until files that were written before count as settled: one that changed just now is always read again.
pub(super) fn settle() {
    thread::sleep(Duration::from_millis(40));
}

/// Everything below a folder, and whether it is a file, in order.
fn collect(folder: &Path, found: &mut Vec<(PathBuf, bool)>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let is_file = entry.file_type().unwrap().is_file();
        found.push((entry.path(), is_file));
        if !is_file {
            collect(&entry.path(), found);
        }
    }
}
