//! The keys of a note's facts: which typed value each stands for, and by which headers a table of them is known.

use crate::language::name_shape;
use crate::markdown::Row;

/// The typed value that a key stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fact {
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
const KEYS: &[(&str, Fact)] = &[
    ("简介", Fact::Lives),
    ("介绍", Fact::Lives),
    ("背景", Fact::Lives),
    ("经历", Fact::Lives),
    ("履历", Fact::Lives),
    ("文档生成", Fact::Generated),
    ("生成时间", Fact::Generated),
    ("生成日期", Fact::Generated),
    ("整理时间", Fact::Generated),
    ("整理日期", Fact::Generated),
    ("generated", Fact::Generated),
    ("更新", Fact::Generated),
    ("updated", Fact::Generated),
    ("edited", Fact::Generated),
    ("created", Fact::Created),
    ("创建", Fact::Created),
    ("视频id", Fact::VideoId),
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
    ("作者", Fact::Authors),
    ("author", Fact::Authors),
    ("撰文", Fact::Authors),
    ("笔者", Fact::Authors),
    ("up主", Fact::Authors),
    ("频道", Fact::Channel),
    ("channel", Fact::Channel),
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
    ("汇报人", Fact::Guests),
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
    ("与会", Fact::Speakers),
    ("参会", Fact::Speakers),
    ("到会", Fact::Speakers),
    ("参加人", Fact::Speakers),
    ("参与人", Fact::Speakers),
    ("participant", Fact::Speakers),
    ("attendee", Fact::Speakers),
    ("present", Fact::Speakers),
    ("在场", Fact::Speakers),
    ("同桌", Fact::Speakers),
    ("主播", Fact::Hosts),
    ("互动", Fact::Reactions),
    ("数据", Fact::Reactions),
    ("发布", Fact::Date),
    ("日期", Fact::Date),
    ("published", Fact::Date),
    ("date", Fact::Date),
    ("会期", Fact::Date),
    ("录制", Fact::Date),
    ("播出", Fact::Date),
    ("发表", Fact::Date),
    ("上线", Fact::Date),
];

/// Keys without a typed value, folded.
const OTHER_KEYS: [&str; 42] = [
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
const OF_ANOTHER_TIME: [&str; 7] = ["下次", "下期", "下一", "上次", "上期", "next", "previous"];

/// Words in keys before those who are not there, folded.
const OF_ABSENCE: [&str; 7] = ["请假", "缺席", "未到", "缺勤", "absent", "regrets", "apologies"];

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

/// The typed value of a key, if we know it.
pub(super) fn fact(key: &str) -> Option<Fact> {
    let folded = key.trim().to_lowercase();
    // `发言人 问`, `嘉宾答`: a turn.
    if folded.ends_with(['问', '答']) && !folded.ends_with("顾问") {
        return None;
    }
    let is_of_others = || {
        OF_ANOTHER_TIME.iter().any(|start| folded.starts_with(start) || folded.contains(&format!(" {start}")))
            || OF_ABSENCE.iter().any(|word| folded.contains(word))
    };
    if folded.contains("标题") || folded.contains("title") || folded.chars().count() > 24 || is_of_others()
    {
        return None;
    }
    if matches!(folded.as_str(), "time" | "when" | "day") {
        return Some(Fact::Date);
    }
    // `视频 ID`
    let tight: String = folded.split_whitespace().collect();
    let find = |key: &str| KEYS.iter().find(|(word, _)| key.contains(word)).map(|(_, fact)| *fact);
    let known = find(&folded).or_else(|| find(&tight));
    // `时间`, `直播时间`, `讲述时间`
    let is_time = folded.split_whitespace().any(|word| word.ends_with("时间"));
    match known {
        None | Some(Fact::Guests | Fact::Hosts | Fact::Speakers) if is_time => Some(Fact::Date),
        // `内容介绍` and `背景` are about no person.
        Some(Fact::Lives) if !is_of_people(&folded) => None,
        known => known,
    }
}

/// Whether a key that tells of lives is about those who take part: 嘉宾简介, 人物背景.
fn is_of_people(folded: &str) -> bool {
    KEYS.iter().any(|(word, fact)| {
        matches!(fact, Fact::Guests | Fact::Hosts | Fact::Speakers) && folded.contains(word)
    })
}

/// Whether a table's header says that its rows are facts about the recording.
pub(crate) fn is_header(header: &Row) -> bool {
    let [key, value] = &header.cells[..] else { return false };
    KEY_HEADERS.contains(&key.text.trim()) && VALUE_HEADERS.contains(&value.text.trim())
}

/// Whether this is a key that a line outside a metadata table may carry.
pub(crate) fn is_known_key(key: &str) -> bool {
    fact(key).is_some() || OTHER_KEYS.contains(&key.trim().to_lowercase().as_str())
}

/// Whether this is a key that names people.
pub(crate) fn names_people(key: &str) -> bool {
    matches!(fact(key), Some(Fact::Guests | Fact::Hosts | Fact::Speakers))
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
