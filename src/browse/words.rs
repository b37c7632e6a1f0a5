//! What the reader says beside the words of notes, in Chinese and English.

use super::question::Shelf;
use crate::render::Language;

/// Chinese and English words for the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Words(pub(super) &'static str, pub(super) &'static str);

impl Words {
    /// In one of the languages.
    pub(super) fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.0,
            Language::English => self.1,
        }
    }
}

/// What a shelf is called.
pub(super) fn shelf(shelf: Shelf) -> Words {
    match shelf {
        Shelf::Notes => Words("笔记", "notes"),
        Shelf::People => Words("人物", "people"),
        Shelf::Topics => Words("主题", "topics"),
        Shelf::Glossary => Words("术语", "glossary"),
        Shelf::Predictions => Words("预测", "predictions"),
        Shelf::Saved => Words("已存", "saved"),
    }
}

pub(super) const SEARCH: Words = Words("搜索", "search");
pub(super) const FIND: Words = Words("页内查找", "find in the page");
pub(super) const SAVE_AS: Words = Words("存为（townhall 名字 即可再搜）", "save as (townhall NAME runs it)");
pub(super) const EXPORT_TO: Words =
    Words("写入（.md .csv .json .jsonl .yaml .txt）", "write to (.md .csv .json .jsonl .yaml .txt)");
pub(super) const LIBRARY: Words = Words("资料库", "library");
pub(super) const READING: Words = Words("正在读取……", "reading …");
pub(super) const NOTHING: Words = Words("没有内容", "nothing here");
pub(super) const TYPE_A_QUERY: Words = Words("输入要找的词", "type what to look for");
pub(super) const LEADS_NOWHERE: Words = Words("没有可以跟进的内容", "this leads nowhere");
pub(super) const NOT_FOUND: Words = Words("页内没有", "not in the page:");
pub(super) const COPIED: Words = Words("引文已复制", "citation copied");
pub(super) const MARKDOWN_COPIED: Words = Words("已复制为 Markdown", "copied as Markdown");
pub(super) const NO_CITATION: Words = Words("这一项不能引用", "this can't be cited");
pub(super) const NO_RECORD: Words = Words("这一项不在笔记里", "this stands in no note");
pub(super) const NO_NEIGHBOUR: Words = Words("这一边没有了", "there is none on this side");
pub(super) const NO_PREDICTION: Words = Words("这一项不是预测", "this is no prediction");
pub(super) const NO_SEARCH: Words =
    Words("没有可存的搜索：先按 f 搜索", "there is no search to save: f begins one");
pub(super) const NO_SAVED: Words =
    Words("还没有已存的搜索：搜索时按 s 可存", "no search is saved yet: s in a search saves it");
pub(super) const NO_FORMAT: Words = Words(
    "文件名的结尾决定格式：.md .csv .json .jsonl .yaml .txt",
    "the name's ending tells the format: .md .csv .json .jsonl .yaml .txt",
);
pub(super) const WHAT_BECAME: Words = Words("这条预测后来怎样？", "what became of this prediction?");
pub(super) const TAKE_BACK: Words = Words("收回判断", "take the verdict back");
pub(super) const NO_FILTER: Words = Words("没有可去掉的条件", "there is no filter to remove");
pub(super) const IN_SECTION: Words = Words("所在章节", "in its section");
pub(super) const UNREAD: Words = Words("未能读取", "could not be read:");
pub(super) const AND: Words = Words("、", ", ");
pub(super) const WITHOUT: Words = Words("未计入：", "without: ");
pub(super) const KEYS: Words = Words("按键", "keys");
pub(super) const HINT: Words = Words("? 帮助  / 搜索  q 退出", "? help  / search  q quit");
pub(super) const HINT_TYPING: Words = Words("Enter 看结果  Esc 取消", "Enter done  Esc cancel");
