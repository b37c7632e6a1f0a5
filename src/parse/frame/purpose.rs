//! What a section is for, by its heading and by the section around it.
//!
//! ```text
//! glossary = which? ( "术语" | "名词解释" | … ) list? ( ( "与" | "：" | "（" | … ) words )?
//! ```
//!
//! A word alone does not make a section: `“潮窗”术语的起源` is a text like any other, and `关于未来预测` below key quotes holds
//! key quotes.

use crate::language::lexicon;
use crate::parse::syntax::highlight;
use crate::text::{lower, marks};

/// What a section is for, as far as its heading tells. Subsections inherit it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SectionPurpose {
    Content,
    Metadata,
    TableOfContents,
    Claims,
    KeyQuotes,
    Glossary,
}

/// What a section is for below one that is for `above`.
pub(super) fn below(title: &str, above: SectionPurpose) -> SectionPurpose {
    use SectionPurpose::{Claims, Content, Glossary, KeyQuotes};
    let own = of(title);
    let is_subject = ["关于", "谈", "论", "对"].iter().any(|word| title.starts_with(word));
    let is_kept = match (above, own) {
        (_, Content) => true,
        (Content, _) => false,
        // A subject among key quotes, claims or terms is no section of another kind: `关于术语`, `预测市场`.
        (KeyQuotes | Glossary | Claims, _) if is_subject => true,
        (KeyQuotes | Glossary, Claims) => true,
        (Glossary, KeyQuotes) => !lexicon::HEADING_WORDS.end(title),
        _ => false,
    };
    if is_kept { above } else { own }
}

/// Whether a heading names a part of a note and can be no title: `元数据`, `划线`.
pub(super) fn is_part(title: &str) -> bool {
    matches!(&*lower(title), "元数据" | "metadata" | "highlights") || highlight::is_heading(title)
}

/// What a section is for, by its heading alone.
fn of(title: &str) -> SectionPurpose {
    let folded = lower(title);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if has(&["元数据", "metadata"]) || names_facts(&folded) {
        SectionPurpose::Metadata
    } else if names_contents(&folded) {
        SectionPurpose::TableOfContents
    } else if heads_key_quotes(&folded) || highlight::is_heading(title) {
        SectionPurpose::KeyQuotes
    } else if heads_glossary(&folded) {
        SectionPurpose::Glossary
    } else if has(&["预测", "核心观点", "主要观点", "关键观点", "predictions"]) {
        SectionPurpose::Claims
    } else {
        SectionPurpose::Content
    }
}

fn heads_key_quotes(title: &str) -> bool {
    const WORDS: [&str; 7] = ["语录", "金句", "名言", "精彩原话", "经典原话", "key quotes", "quotes"];
    // Snipd's `💬 Quote`; within other headings the word tells what they are about.
    let is_quote = title.trim_matches(|character: char| !character.is_alphanumeric()) == "quote";
    is_quote
        || WORDS
            .iter()
            .filter(|word| title.contains(**word))
            .any(|word| title.match_indices(word).any(|(at, word)| !is_spoken_of(&title[at + word.len()..])))
}

/// Whether what stands behind a word makes it what a heading speaks of: `“金句”的由来`.
fn is_spoken_of(after: &str) -> bool {
    after.trim_start_matches(marks::closes_quotation).starts_with('的')
}

fn heads_glossary(title: &str) -> bool {
    const LONGEST: usize = 30;
    let title: String = title.chars().filter(|character| !character.is_whitespace()).collect();
    if title.chars().count() > LONGEST || title.contains(['？', '?', '。', '！', '!']) || is_clause(&title)
    {
        return false;
    }
    let is_list = |before: &str| !before.ends_with(marks::is_quotation);
    let is_short = |before: &str| {
        before.is_empty()
            || lexicon::WHICH_GLOSSARY.end(before)
            || before.ends_with(['与', '和', '及', '、', '/'])
    };
    let mut lists = lexicon::GLOSSARIES.around(&title).filter(|(_, after)| ends_list(after));
    let mut short = lexicon::SHORT_GLOSSARIES.around(&title).filter(|(_, after)| ends_list(after));
    lists.any(|(before, _)| is_list(before)) || short.any(|(before, _)| is_short(before))
}

/// Whether a heading is about words rather than above them: `关于术语`, `如何定义术语`.
fn is_clause(title: &str) -> bool {
    const BEGINNINGS: [&str; 9] = ["关于", "谈", "论", "对", "如何", "怎么", "怎样", "为什么", "什么是"];
    BEGINNINGS.iter().any(|word| title.starts_with(word))
}

/// Whether nothing stands behind a word that heads a glossary but what makes a list of it, and what else the list holds.
fn ends_list(after: &str) -> bool {
    let mut rest = after;
    while let Some(left) = lexicon::LISTS_OF_TERMS.after_start(rest).last() {
        rest = left;
    }
    let is_more = rest.starts_with(['与', '和', '及', '&', '、', '/', '／', '+', '·', '|', '｜']);
    let is_apart = rest.starts_with(['：', ':', '-', '—', '–', '(', '（', '[', '【']);
    rest.is_empty() || is_apart || is_more && !rest.contains('的') || rest.is_ascii()
}

/// Whether these words head the facts about a recording: `基本信息`, `节目资讯`, `本期资料`.
fn names_facts(words: &str) -> bool {
    const OF: [&str; 20] = [
        "基本", "材料", "素材", "作品", "视频", "影片", "音频", "节目", "文章", "播客", "单集", "本期",
        "访谈", "采访", "对谈", "会议", "活动", "讲座", "演讲", "直播",
    ];
    ["信息", "资讯", "资料"]
        .iter()
        .filter(|facts| words.contains(**facts))
        .filter_map(|facts| words.split_once(facts))
        .any(|(before, _)| OF.iter().any(|of| before.trim_end().ends_with(of)))
}

/// Whether these words head a table of contents.
pub(crate) fn names_contents(words: &str) -> bool {
    matches!(
        &*lower(words.trim().trim_end_matches(['：', ':'])),
        "目录" | "目 录" | "内容目录" | "contents" | "table of contents" | "toc" | "文档目录" | "章节目录"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_glossaries() {
        for title in [
            "术语表",
            "延伸术语表",
            "名词解释",
            "核心术语",
            "术语与缩写",
            "术语解释",
            "专业术语速查表",
            "关键术语（Glossary）",
            "术语说明",
            "生词与背景知识扩展",
            "生词",
            "核心词汇",
            "词汇表",
            "本期单词",
            "新词",
            "缩略语",
            "Glossary",
            "Key Terms",
            "术语：中英对照",
            "概念与术语",
            "专有名词注释",
            "术语 Glossary",
            "附录：术语表",
        ] {
            assert_eq!(of(title), SectionPurpose::Glossary, "{title}");
        }
        for title in [
            "“潮窗”术语的起源",
            "术语的起源",
            "术语之争",
            "关于术语",
            "为什么要定义术语",
            "术语重要吗？",
            "术语与权力的关系",
            "背单词的人",
            "新词从哪里来",
            "词汇量",
            "「行话」的背后",
            "术语表的由来",
        ] {
            assert_eq!(of(title), SectionPurpose::Content, "{title}");
        }
    }

    #[test]
    fn a_subject_is_no_section_of_another_kind() {
        use SectionPurpose::{Claims, Content, Glossary, KeyQuotes};
        for (title, above, expected) in [
            ("关于术语", KeyQuotes, KeyQuotes),
            ("关于未来预测", KeyQuotes, KeyQuotes),
            ("未来预测", KeyQuotes, KeyQuotes),
            ("关于名言", Claims, Claims),
            ("预测市场（Prediction Market）", Glossary, Glossary),
            ("术语表", KeyQuotes, Glossary),
            ("关键语录", Claims, KeyQuotes),
            ("关键语录", Glossary, KeyQuotes),
            ("“金句”的由来", Content, Content),
            ("成本", Glossary, Glossary),
        ] {
            assert_eq!(below(title, above), expected, "{title}");
        }
    }
}
