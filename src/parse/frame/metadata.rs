//! Facts about the recording: the metadata table or list, YAML front matter, and the footer.
//!
//! ```text
//! table  = header ( "项目" | "字段" | … ) row*         ; two columns, a key and a value
//! list   = ( "- " "**"? key colon "**"? value )*       ; above the first section, or under its heading
//! footer = "*"? ( key colon value )+ "*"?              ; several facts may run together on one line
//! ```
//!
//! Every row is kept as it stands; keys that we know also give typed values.

use std::collections::HashSet;

use crate::markdown::Row;
use crate::model::{Note, Problem};
use crate::yaml::{self, Value};

use crate::language::clause;
use crate::language::name_shape;
use crate::parse::syntax::date::{self, FoundDays};
use crate::parse::syntax::name_list;
use crate::parse::syntax::quantity;

/// The typed value that a key stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fact {
    Date,
    Duration,
    Views,
    Url,
    VideoId,
    Guests,
    Hosts,
    Speakers,
    Generated,
}

/// Who the metadata names, by what they do.
#[derive(Debug, Default)]
pub(crate) struct NamedPeople {
    pub(crate) guests: Vec<String>,
    pub(crate) hosts: Vec<String>,
    /// The one guest whom the title names, where nothing else names any.
    pub(crate) titled: Option<String>,
    /// Names with the words in their brackets, which tell what they do.
    pub(crate) occupations: Vec<(String, String)>,
    /// The one author whom the metadata names.
    pub(crate) author: Option<String>,
    /// Those of both lists, each with whether it is of the hosts.
    named: HashSet<(String, bool)>,
}

/// Words that a key contains, folded, with the fact it stands for; the first that fits counts.
const KEYS: &[(&str, Fact)] = &[
    ("文档生成", Fact::Generated),
    ("生成时间", Fact::Generated),
    ("生成日期", Fact::Generated),
    ("整理时间", Fact::Generated),
    ("整理日期", Fact::Generated),
    ("generated", Fact::Generated),
    ("更新时间", Fact::Generated),
    ("视频id", Fact::VideoId),
    ("video id", Fact::VideoId),
    ("video_id", Fact::VideoId),
    ("videoid", Fact::VideoId),
    ("时长", Fact::Duration),
    ("duration", Fact::Duration),
    ("长度", Fact::Duration),
    ("片长", Fact::Duration),
    ("全长", Fact::Duration),
    ("length", Fact::Duration),
    ("播放", Fact::Views),
    ("观看", Fact::Views),
    ("浏览", Fact::Views),
    ("收听", Fact::Views),
    ("点击", Fact::Views),
    ("阅读量", Fact::Views),
    ("阅读数", Fact::Views),
    ("人气", Fact::Views),
    ("views", Fact::Views),
    ("链接", Fact::Url),
    ("连结", Fact::Url),
    ("网页", Fact::Url),
    ("网址", Fact::Url),
    ("地址", Fact::Url),
    ("来源", Fact::Url),
    ("出处", Fact::Url),
    ("url", Fact::Url),
    ("source", Fact::Url),
    ("link", Fact::Url),
    ("主持", Fact::Hosts),
    ("host", Fact::Hosts),
    ("采访者", Fact::Hosts),
    ("采访人", Fact::Hosts),
    ("访谈人", Fact::Hosts),
    ("访谈者", Fact::Hosts),
    ("访问者", Fact::Hosts),
    ("提问者", Fact::Hosts),
    ("提问人", Fact::Hosts),
    ("interviewer", Fact::Hosts),
    ("嘉宾", Fact::Guests),
    ("主讲", Fact::Guests),
    ("受访", Fact::Guests),
    ("演讲者", Fact::Guests),
    ("演讲人", Fact::Guests),
    ("讲者", Fact::Guests),
    ("讲师", Fact::Guests),
    ("讲述", Fact::Guests),
    ("口述", Fact::Guests),
    ("分享人", Fact::Guests),
    ("分享者", Fact::Guests),
    ("报告人", Fact::Guests),
    ("答疑人", Fact::Guests),
    ("答疑者", Fact::Guests),
    ("回答者", Fact::Guests),
    ("访谈对象", Fact::Guests),
    ("采访对象", Fact::Guests),
    ("对话对象", Fact::Guests),
    ("guest", Fact::Guests),
    ("被访", Fact::Guests),
    ("speaker", Fact::Speakers),
    ("发言人", Fact::Speakers),
    ("对话者", Fact::Speakers),
    ("对谈", Fact::Speakers),
    ("参与者", Fact::Speakers),
    ("人物", Fact::Speakers),
    ("出场", Fact::Speakers),
    ("出席", Fact::Speakers),
    ("在场", Fact::Speakers),
    ("同桌", Fact::Speakers),
    ("主播", Fact::Hosts),
    ("发布", Fact::Date),
    ("日期", Fact::Date),
    ("published", Fact::Date),
    ("date", Fact::Date),
    ("录制", Fact::Date),
    ("播出", Fact::Date),
    ("发表", Fact::Date),
    ("上线", Fact::Date),
];

/// Keys without a typed value, folded.
const OTHER_KEYS: [&str; 32] = [
    "channel",
    "main",
    "title",
    "author",
    "频道",
    "来源",
    "作者",
    "标题",
    "节目",
    "节目名称",
    "视频标题",
    "播客",
    "平台",
    "语言",
    "出处",
    "活动",
    "活动名称",
    "主题",
    "地点",
    "主办",
    "主办方",
    "期数",
    "场次",
    "单集",
    "整理",
    "整理者",
    "整理人",
    "记录",
    "记录人",
    "编辑",
    "翻译",
    "校对",
];

/// Keys of whoever wrote the note, folded.
const AUTHOR_KEYS: [&str; 5] = ["author", "作者", "本文作者", "撰文", "笔者"];

/// Words that such keys contain, folded.
const WITHIN_OTHER_KEYS: [&str; 5] = ["与会", "参会", "参加人", "participants", "attendees"];

/// Headers of a column of keys.
const KEY_HEADERS: [&str; 16] = [
    "项目",
    "字段",
    "属性",
    "信息",
    "类别",
    "元数据",
    "名称",
    "信息项",
    "条目",
    "项",
    "栏目",
    "要素",
    "信息类别",
    "Field",
    "Item",
    "",
];

/// Headers of the column beside it.
const VALUE_HEADERS: [&str; 10] =
    ["内容", "值", "详情", "详细信息", "具体内容", "信息", "说明", "Value", "Content", ""];

/// Keys with which a footer line may begin.
const FOOTER_KEYS: [&str; 22] = [
    "文档生成时间",
    "文档生成日期",
    "文档整理时间",
    "文档整理日期",
    "整理完成时间",
    "生成时间",
    "生成日期",
    "整理时间",
    "整理日期",
    "更新时间",
    "视频ID",
    "视频 ID",
    "Video ID",
    "视频链接",
    "原视频链接",
    "视频来源",
    "数据来源",
    "资料来源",
    "文档版本",
    "整理者",
    "整理人",
    "字幕来源",
];

fn fact(key: &str) -> Option<Fact> {
    let folded = key.trim().to_lowercase();
    if folded.contains("标题") || folded.contains("title") || folded.chars().count() > 24 {
        return None;
    }
    let known = KEYS.iter().find(|(word, _)| folded.contains(word)).map(|(_, fact)| *fact);
    // `时间`, `直播时间`, `讲述时间`
    let is_time = folded.split_whitespace().any(|word| word.ends_with("时间"));
    match known {
        None | Some(Fact::Guests | Fact::Hosts | Fact::Speakers) if is_time => Some(Fact::Date),
        known => known,
    }
}

/// Whether a table's header says that its rows are facts about the recording.
pub(crate) fn is_header(header: &Row) -> bool {
    let [key, value] = &header.cells[..] else { return false };
    KEY_HEADERS.contains(&key.text.trim()) && VALUE_HEADERS.contains(&value.text.trim())
}

/// Whether this is a key that a line outside a metadata table may carry.
pub(crate) fn is_known_key(key: &str) -> bool {
    let folded = key.trim().to_lowercase();
    fact(key).is_some()
        || OTHER_KEYS.contains(&folded.as_str())
        || WITHIN_OTHER_KEYS.iter().any(|word| folded.contains(word))
}

/// Whether this is a key that names people.
pub(crate) fn names_people(key: &str) -> bool {
    matches!(fact(key), Some(Fact::Guests | Fact::Hosts | Fact::Speakers))
}

/// Whether a line below such a key holds a name: `李明（某公司）`.
pub(crate) fn is_name_line(line: &str) -> bool {
    let name = name_list::names(line).into_iter().next().map(|(name, _)| name);
    line.chars().count() <= 40
        && !line.contains(['。', '！', '？', '?', '!'])
        && name.is_some_and(|name| (2..=20).contains(&name.chars().count()) && !clause::is_clause(&name))
}

/// Whether a key that names people stands before a sentence rather than before their names.
pub(crate) fn is_speech(key: &str, value: &str) -> bool {
    let names_people = names_people(key);
    let is_numbered = key.ends_with(|character: char| character.is_ascii_digit());
    names_people && (is_numbered || value.contains(['。', '！', '？', '?', '!']))
}

/// Takes one row into the note. Returns what is wrong with it, if anything.
pub(crate) fn take(key: &str, value: &str, note: &mut Note, cast: &mut NamedPeople) -> Option<Problem> {
    let (key, value) = (key.trim(), value.trim());
    match note.metadata.last_mut() {
        // Names below their key: one row.
        Some((above, names)) if above == key && names_people(key) => {
            if !names.is_empty() {
                names.push('、');
            }
            names.push_str(value);
        }
        _ => note.metadata.push((key.to_owned(), value.to_owned())),
    }
    if AUTHOR_KEYS.contains(&key.to_lowercase().as_str())
        && let [(name, _)] = &name_list::names(value)[..]
    {
        cast.author.get_or_insert_with(|| name.clone());
    }
    take_fact(fact(key)?, value, note, cast)
}

/// Takes the address that a row's value links to, where the value itself shows none.
pub(crate) fn take_link(key: &str, address: &str, note: &mut Note) {
    if fact(key) == Some(Fact::Url) && note.url.is_none() && address.contains("://") {
        note.url = Some(address.to_owned());
    }
}

fn take_fact(fact: Fact, value: &str, note: &mut Note, cast: &mut NamedPeople) -> Option<Problem> {
    match fact {
        Fact::Date | Fact::Generated => match date::days(value) {
            FoundDays::Days(days) if fact == Fact::Generated => {
                note.generated = note.generated.or(Some(days.first))
            }
            FoundDays::Days(days) if note.date.is_none() => {
                note.date = Some(days.first);
                note.date_end = days.last;
            }
            FoundDays::Bad(written) => return Some(Problem::BadDate(written)),
            FoundDays::Days(_) | FoundDays::None => {}
        },
        Fact::Duration => {
            note.duration_seconds = note.duration_seconds.or_else(|| quantity::duration_seconds(value))
        }
        Fact::Views => note.views = note.views.or_else(|| quantity::count(value)),
        Fact::Url => {
            if note.url.is_none() && value.contains("://") {
                note.url = value
                    .split(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | '，'))
                    .find(|word| word.contains("://"))
                    .map(str::to_owned);
            }
        }
        Fact::VideoId => {
            let id: String =
                value.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
            if note.video_id.is_none() && !id.is_empty() {
                note.video_id = Some(id);
            }
        }
        Fact::Guests | Fact::Hosts | Fact::Speakers => {
            for (name, remark) in name_list::names(value) {
                let is_host = remark
                    .as_deref()
                    .filter(|remark| name_shape::asks_here(remark))
                    .is_some_and(|remark| remark.contains("主持") || remark.to_lowercase().contains("host"));
                cast.occupations.extend(remark.iter().map(|remark| (name.clone(), remark.clone())));
                let is_host = fact == Fact::Hosts || is_host;
                if !cast.named.insert((name.clone(), is_host)) {
                    continue;
                }
                if is_host { &mut cast.hosts } else { &mut cast.guests }.push(name.clone());
                if !cast.named.contains(&(name.clone(), !is_host)) {
                    note.speakers.push(name);
                }
            }
        }
    }
    None
}

/// Reads the facts of a footer line, where `生成时间：2026年1月29日视频ID：abc` may run together. Returns whether the
/// line is a footer.
pub(crate) fn take_footer(line: &str, note: &mut Note) -> bool {
    const BEFORE: [char; 6] = ['*', '_', ' ', '—', '-', '本'];
    let start = line.trim_start_matches(BEFORE);
    if !FOOTER_KEYS.iter().any(|key| start.starts_with(key)) {
        return false;
    }
    let mut places: Vec<(usize, usize)> = Vec::new();
    for key in FOOTER_KEYS {
        for (offset, found) in line.match_indices(key) {
            let after = offset + found.len();
            let is_within = places.iter().any(|(start, end)| *start <= offset && after <= *end);
            if !is_within && line[after..].trim_start().starts_with(['：', ':']) {
                places.push((offset, after));
            }
        }
    }
    places.sort_unstable();
    let Some((first, _)) = places.first() else { return false };
    if !line[..*first].trim_matches(BEFORE).is_empty() {
        return false;
    }
    for (position, (start, end)) in places.iter().enumerate() {
        let next = places.get(position + 1).map_or(line.len(), |(next, _)| *next);
        let value = line[*end..next].trim_start().trim_start_matches(['：', ':']);
        let value = value.trim_matches(['*', ' ', '|', '｜', '，', '。', '\n']);
        if let Some(fact) = fact(&line[*start..*end]) {
            take_fact(fact, value, note, &mut NamedPeople::default());
        }
    }
    true
}

/// Takes YAML front matter. Returns its title, if it has one.
pub(crate) fn take_front_matter(yaml: &str, note: &mut Note, cast: &mut NamedPeople) -> Option<String> {
    let value: Value = yaml::read(yaml).unwrap_or(Value::Null);
    let Some(mapping) = value.as_mapping() else {
        // Front matter that is no YAML is still read line by line: exports quote their titles carelessly.
        let mut title = None;
        for (key, value) in yaml.lines().filter_map(|line| line.split_once(':')) {
            let value = value.trim().trim_matches(['"', '\'']);
            if key.trim() == "title" {
                title = Some(value.to_owned());
            }
            take(key, value, note, cast);
        }
        return title;
    };
    let mut title = None;
    for (key, value) in mapping {
        let (Some(key), Some(value)) = (scalar(key), scalar(value)) else { continue };
        if key == "title" {
            title = Some(value.clone());
        }
        take(&key, &value, note, cast);
    }
    title
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Sequence(values) => Some(values.iter().filter_map(scalar).collect::<Vec<_>>().join("、")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn taken(rows: &[(&str, &str)]) -> (Note, NamedPeople) {
        let (mut note, mut cast) = (Note::default(), NamedPeople::default());
        for (key, value) in rows {
            take(key, value, &mut note, &mut cast);
        }
        (note, cast)
    }

    #[test]
    fn rows_give_typed_values() {
        let (note, cast) = taken(&[
            ("视频标题", "某视频"),
            ("视频链接", "https://example.org/watch?v=a-b"),
            ("发布时间", "2026年1月19日-23日"),
            ("视频时长", "约50分钟"),
            ("嘉宾/主讲人", "李明（某公司 CEO）、Wang Fang"),
            ("主持人", "赵六"),
            ("播放量", "约 13,826 次观看"),
            ("视频ID", "a-b"),
        ]);
        assert_eq!(note.url.as_deref(), Some("https://example.org/watch?v=a-b"));
        assert_eq!((note.date, note.date_end), (Some(date(2026, 1, 19)), Some(date(2026, 1, 23))));
        assert_eq!((note.duration_seconds, note.views), (Some(3_000), Some(13_826)));
        assert_eq!(note.video_id.as_deref(), Some("a-b"));
        assert_eq!(cast.guests, ["李明", "Wang Fang"]);
        assert_eq!(cast.hosts, ["赵六"]);
        assert_eq!(note.speakers, ["李明", "Wang Fang", "赵六"]);
        assert_eq!(note.metadata.len(), 8);
    }

    #[test]
    fn footer_facts_may_run_together() {
        let mut note = Note::default();
        assert!(take_footer("文档生成时间：2026年1月29日视频ID：abc-_1", &mut note));
        assert_eq!(note.generated, Some(date(2026, 1, 29)));
        assert_eq!(note.video_id.as_deref(), Some("abc-_1"));
        assert!(!take_footer("他谈到了视频ID：怎么用", &mut note));
    }

    #[test]
    fn front_matter_gives_title_and_facts() {
        let (mut note, mut cast) = (Note::default(), NamedPeople::default());
        let yaml = "title: \"题\"\npublished: \"2026-03-04\"\nsource_url: \"https://example.org\"\nspeakers: [李明, 王芳]\n";
        assert_eq!(take_front_matter(yaml, &mut note, &mut cast).as_deref(), Some("题"));
        assert_eq!(note.date, Some(date(2026, 3, 4)));
        assert_eq!(note.url.as_deref(), Some("https://example.org"));
        assert_eq!(note.speakers, ["李明", "王芳"]);
    }
}
