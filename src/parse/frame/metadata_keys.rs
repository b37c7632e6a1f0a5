//! The keys of a note's facts: which typed value each stands for, and by which headers a table of them is known.

use std::sync::LazyLock;

use crate::language::{lexicon, name_shape};
use crate::markdown::Row;
use crate::text::lower;

/// The typed value that a key stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MetadataFact {
    Date,
    /// The day on which a page was made, which a note without another day falls back on.
    Created,
    Duration,
    Views,
    /// Several counts in one value, views among them.
    Reactions,
    Url,
    VideoId,
    Guests,
    Hosts,
    Speakers,
    /// Those who made it, who may take part.
    Authors,
    /// What it was broadcast by, which may bear its host's name.
    Channel,
    /// What is told of somebody's life.
    Lives,
    Generated,
}

/// Words that a key contains, folded, with the fact it stands for; the first that fits counts.
const KEYS: &[(&str, MetadataFact)] = &[
    ("简介", MetadataFact::Lives),
    ("介绍", MetadataFact::Lives),
    ("背景", MetadataFact::Lives),
    ("经历", MetadataFact::Lives),
    ("履历", MetadataFact::Lives),
    ("文档生成", MetadataFact::Generated),
    ("生成时间", MetadataFact::Generated),
    ("生成日期", MetadataFact::Generated),
    ("整理时间", MetadataFact::Generated),
    ("整理日期", MetadataFact::Generated),
    ("generated", MetadataFact::Generated),
    ("更新", MetadataFact::Generated),
    ("updated", MetadataFact::Generated),
    ("edited", MetadataFact::Generated),
    ("created", MetadataFact::Created),
    ("创建", MetadataFact::Created),
    ("视频id", MetadataFact::VideoId),
    ("video_id", MetadataFact::VideoId),
    ("videoid", MetadataFact::VideoId),
    ("时长", MetadataFact::Duration),
    ("duration", MetadataFact::Duration),
    ("长度", MetadataFact::Duration),
    ("片长", MetadataFact::Duration),
    ("全长", MetadataFact::Duration),
    ("length", MetadataFact::Duration),
    ("播放", MetadataFact::Views),
    ("观看", MetadataFact::Views),
    ("浏览", MetadataFact::Views),
    ("收听", MetadataFact::Views),
    ("点击", MetadataFact::Views),
    ("阅读量", MetadataFact::Views),
    ("阅读数", MetadataFact::Views),
    ("人气", MetadataFact::Views),
    ("views", MetadataFact::Views),
    ("链接", MetadataFact::Url),
    ("连结", MetadataFact::Url),
    ("网页", MetadataFact::Url),
    ("网址", MetadataFact::Url),
    ("地址", MetadataFact::Url),
    ("作者", MetadataFact::Authors),
    ("author", MetadataFact::Authors),
    ("撰文", MetadataFact::Authors),
    ("笔者", MetadataFact::Authors),
    ("up主", MetadataFact::Authors),
    ("频道", MetadataFact::Channel),
    ("channel", MetadataFact::Channel),
    ("来源", MetadataFact::Url),
    ("出处", MetadataFact::Url),
    ("url", MetadataFact::Url),
    ("source", MetadataFact::Url),
    ("link", MetadataFact::Url),
    ("主持", MetadataFact::Hosts),
    ("host", MetadataFact::Hosts),
    ("采访者", MetadataFact::Hosts),
    ("采访人", MetadataFact::Hosts),
    ("访谈人", MetadataFact::Hosts),
    ("访谈者", MetadataFact::Hosts),
    ("访问者", MetadataFact::Hosts),
    ("被询问", MetadataFact::Guests),
    ("被讯问", MetadataFact::Guests),
    ("询问人", MetadataFact::Hosts),
    ("讯问人", MetadataFact::Hosts),
    ("提问者", MetadataFact::Hosts),
    ("提问人", MetadataFact::Hosts),
    ("interviewer", MetadataFact::Hosts),
    ("嘉宾", MetadataFact::Guests),
    ("来宾", MetadataFact::Guests),
    ("主讲", MetadataFact::Guests),
    ("受访", MetadataFact::Guests),
    ("演讲者", MetadataFact::Guests),
    ("演讲人", MetadataFact::Guests),
    ("讲者", MetadataFact::Guests),
    ("讲师", MetadataFact::Guests),
    ("授课", MetadataFact::Guests),
    ("讲述", MetadataFact::Guests),
    ("与谈", MetadataFact::Guests),
    ("座谈人", MetadataFact::Guests),
    ("谈话人", MetadataFact::Guests),
    ("发布人", MetadataFact::Guests),
    ("解答人", MetadataFact::Guests),
    ("连麦", MetadataFact::Guests),
    ("朗诵", MetadataFact::Guests),
    ("点评人", MetadataFact::Guests),
    ("评议人", MetadataFact::Guests),
    ("引言人", MetadataFact::Guests),
    ("宣讲人", MetadataFact::Guests),
    ("述职人", MetadataFact::Guests),
    ("领读人", MetadataFact::Guests),
    ("主理人", MetadataFact::Guests),
    ("召集人", MetadataFact::Guests),
    ("口述", MetadataFact::Guests),
    ("分享人", MetadataFact::Guests),
    ("分享者", MetadataFact::Guests),
    ("报告人", MetadataFact::Guests),
    ("汇报人", MetadataFact::Guests),
    ("答疑人", MetadataFact::Guests),
    ("答记者问", MetadataFact::Guests),
    ("答疑者", MetadataFact::Guests),
    ("回答者", MetadataFact::Guests),
    ("访谈对象", MetadataFact::Guests),
    ("采访对象", MetadataFact::Guests),
    ("对话对象", MetadataFact::Guests),
    ("guest", MetadataFact::Guests),
    ("被访", MetadataFact::Guests),
    ("speaker", MetadataFact::Speakers),
    ("发言人", MetadataFact::Speakers),
    ("对话者", MetadataFact::Speakers),
    ("对谈", MetadataFact::Speakers),
    ("参与者", MetadataFact::Speakers),
    ("人物", MetadataFact::Speakers),
    ("出场", MetadataFact::Speakers),
    ("出席", MetadataFact::Speakers),
    ("与会", MetadataFact::Speakers),
    ("参会", MetadataFact::Speakers),
    ("到会", MetadataFact::Speakers),
    ("参加人", MetadataFact::Speakers),
    ("参加者", MetadataFact::Speakers),
    ("列席", MetadataFact::Speakers),
    ("参与人", MetadataFact::Speakers),
    ("participant", MetadataFact::Speakers),
    ("attendee", MetadataFact::Speakers),
    ("present", MetadataFact::Speakers),
    ("在场", MetadataFact::Speakers),
    ("同桌", MetadataFact::Speakers),
    ("主播", MetadataFact::Hosts),
    ("互动", MetadataFact::Reactions),
    ("数据", MetadataFact::Reactions),
    ("发布", MetadataFact::Date),
    ("日期", MetadataFact::Date),
    ("published", MetadataFact::Date),
    ("episode publish date", MetadataFact::Date),
    ("date", MetadataFact::Date),
    ("会期", MetadataFact::Date),
    ("录制", MetadataFact::Date),
    ("recorded", MetadataFact::Date),
    ("posted", MetadataFact::Date),
    ("播出", MetadataFact::Date),
    ("发表", MetadataFact::Date),
    ("首播", MetadataFact::Date),
    ("上线", MetadataFact::Date),
];

/// Keys that stand for a fact only where they are all of it: 采访地点 is no host.
const WHOLE_KEYS: [(&str, MetadataFact); 17] = [
    ("采访", MetadataFact::Hosts),
    ("采写", MetadataFact::Hosts),
    ("人员", MetadataFact::Speakers),
    ("参与", MetadataFact::Speakers),
    ("参加", MetadataFact::Speakers),
    ("演讲", MetadataFact::Guests),
    ("发言", MetadataFact::Guests),
    ("分享", MetadataFact::Guests),
    ("连线", MetadataFact::Guests),
    ("出镜", MetadataFact::Guests),
    ("主谈", MetadataFact::Guests),
    ("主谈人", MetadataFact::Guests),
    ("讨论人", MetadataFact::Guests),
    ("讲解", MetadataFact::Guests),
    ("讲解人", MetadataFact::Guests),
    ("领读", MetadataFact::Guests),
    ("本期客人", MetadataFact::Guests),
];

/// Keys without a typed value, folded.
const OTHER_KEYS: [&str; 44] = [
    "episode title",
    "show",
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
    "tags",
    "标签",
    "类别",
    "分类",
    "类型",
    "状态",
    "status",
    "type",
    "category",
    "language",
];

/// Beginnings of keys that are about another meeting, folded.
const OF_ANOTHER_TIME: [&str; 8] = ["下次", "下期", "下一", "上次", "上期", "往期", "next", "previous"];

/// Words in keys for days on which nobody talks, folded: until when something runs, when somebody was born.
const OF_ANOTHER_DAY: [&str; 13] = [
    "截止", "截至", "到期", "有效", "出生", "生日", "报名", "交付", "提交", "完成", "deadline", "due",
    "birth",
];

/// Headers of a column of keys.
const KEY_HEADERS: [&str; 17] = [
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
    "栏位",
    "要素",
    "信息类别",
    "Field",
    "Item",
    "",
];

/// Headers of the column beside it.
const VALUE_HEADERS: [&str; 10] =
    ["内容", "值", "详情", "详细信息", "具体内容", "信息", "说明", "Value", "Content", ""];

/// The typed value of a key, if we know it.
pub(super) fn fact(key: &str) -> Option<MetadataFact> {
    /// In characters.
    const LONGEST: usize = 24;
    let key = key.trim();
    // `发言人 问`, `嘉宾答`: a turn.
    if key.ends_with(['问', '答']) && !key.ends_with("顾问") || key.chars().count() > LONGEST {
        return None;
    }
    let folded = lower(key);
    if matches!(&*folded, "time" | "when" | "day") {
        return Some(MetadataFact::Date);
    }
    if let Some((_, fact)) = WHOLE_KEYS.iter().find(|(whole, _)| *whole == folded) {
        return Some(*fact);
    }
    // `视频 ID`
    let without_space = || {
        let has_space = folded.contains(char::is_whitespace);
        has_space
            .then(|| folded.split_whitespace().collect::<String>())
            .and_then(|tight| first_of_keys(&tight))
    };
    let known = first_of_keys(&folded).or_else(without_space);
    // `时间`, `直播时间`, `讲述时间`
    let is_time = folded.split_whitespace().any(|word| word.ends_with("时间"));
    // Most words before a colon are no key at all, and the checks below cost more.
    if known.is_none() && !is_time {
        return None;
    }
    if folded.contains("标题") || folded.contains("title") || is_of_others(&folded) {
        return None;
    }
    match known {
        None | Some(MetadataFact::Date) if OF_ANOTHER_DAY.iter().any(|word| folded.contains(word)) => None,
        None | Some(MetadataFact::Guests | MetadataFact::Hosts | MetadataFact::Speakers) if is_time => {
            Some(MetadataFact::Date)
        }
        // `内容介绍` and `背景` are about no person.
        Some(MetadataFact::Lives) if !is_of_people(&folded) => None,
        known => known,
    }
}

/// Whether a folded key is about another meeting, or about those who have not come.
pub(super) fn is_of_others(folded: &str) -> bool {
    OF_ANOTHER_TIME.iter().any(|start| folded.starts_with(start) || after_space(folded, start))
        || lexicon::ABSENT.occur_in(folded)
}

/// The fact of the first of [`KEYS`] that some words contain.
fn first_of_keys(words: &str) -> Option<MetadataFact> {
    /// The first character of each key and its place in the list, sorted: there are many keys, and most words before a
    /// colon are none.
    static PLACES: LazyLock<Vec<(char, usize)>> = LazyLock::new(|| {
        let places = KEYS.iter().enumerate();
        let mut places: Vec<_> =
            places.filter_map(|(place, (word, _))| Some((word.chars().next()?, place))).collect();
        places.sort_unstable();
        places
    });
    let at_each = words.char_indices().filter_map(|(at, character)| {
        let begins = PLACES.partition_point(|(first, _)| *first < character);
        let places = PLACES[begins..].iter().take_while(|(first, _)| *first == character);
        places.map(|(_, place)| *place).find(|place| words[at..].starts_with(KEYS[*place].0))
    });
    at_each.min().map(|place| KEYS[place].1)
}

/// Whether a word stands in a text with a space before it.
fn after_space(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| text[..at].ends_with(' '))
}

/// Whether a key that tells of lives is about those who take part: 嘉宾简介, 人物背景.
fn is_of_people(folded: &str) -> bool {
    KEYS.iter().any(|(word, fact)| {
        matches!(fact, MetadataFact::Guests | MetadataFact::Hosts | MetadataFact::Speakers)
            && folded.contains(word)
    })
}

/// Whether a table's header says that its rows are facts about the recording.
pub(crate) fn is_header(header: &Row) -> bool {
    let [key, value] = &header.cells[..] else { return false };
    KEY_HEADERS.contains(&key.text.trim()) && VALUE_HEADERS.contains(&value.text.trim())
}

/// Whether this is a key that a line outside a metadata table may carry.
pub(crate) fn is_known_key(key: &str) -> bool {
    fact(key).is_some() || OTHER_KEYS.contains(&&*lower(key.trim()))
}

/// Whether this is a key that names people.
pub(crate) fn names_people(key: &str) -> bool {
    matches!(fact(key), Some(MetadataFact::Guests | MetadataFact::Hosts | MetadataFact::Speakers))
}

/// Whether this is what somebody is called by their place in a talk or before a court, which labels their turns as well: 评委,
/// 楼主, 原告代理人.
pub(super) fn is_party(key: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 10;
    key.chars().count() <= LONGEST && (lexicon::PARTIES.contains(key) || lexicon::PARTIES.end(key))
}

/// Whether words may be the key of a property, whatever they are: neither a person nor the label of one who speaks.
pub(super) fn may_be_property(key: &str) -> bool {
    const LONGEST: usize = 24;
    let is_machine_label = key.ends_with(|character: char| character.is_ascii_digit());
    let length = key.chars().count();
    (2..=LONGEST).contains(&length)
        && !is_machine_label
        && (is_known_key(key)
            || !name_shape::is_role(key) && name_shape::shape(key) != name_shape::Shape::Person)
}
