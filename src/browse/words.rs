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
    }
}

pub(super) const SEARCH: Words = Words("搜索", "search");
pub(super) const FIND: Words = Words("页内查找", "find in the page");
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
pub(super) const NO_FILTER: Words = Words("没有可去掉的条件", "there is no filter to remove");
pub(super) const IN_SECTION: Words = Words("所在章节", "in its section");
pub(super) const WITHOUT: Words = Words("未计入：", "without: ");
pub(super) const KEYS: Words = Words("按键", "keys");
pub(super) const HINT: Words = Words("? 帮助  / 搜索  q 退出", "? help  / search  q quit");
pub(super) const HINT_TYPING: Words = Words("Enter 看结果  Esc 取消", "Enter done  Esc cancel");
