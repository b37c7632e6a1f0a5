//! When in the recording records were said, in the layouts that notes have, each beside a twin that looks like it.

use townhall::model::Kind;
use townhall::parse::parse;
use townhall::topics::Vocabulary;

/// Every record but the note's own: its time, its kind and its words, one a line.
#[track_caller]
fn check(note: &str, expect: &[(Option<u32>, Kind, &str)]) {
    for note in [note.to_owned(), note.replace('\n', "\r\n")] {
        let records = parse("a.md", &note, &Vocabulary::default()).records;
        let found: Vec<_> =
            records.iter().skip(1).map(|record| (record.time, record.kind(), record.text())).collect();
        assert_eq!(found, expect, "{note}");
    }
}

/// The times of the quotes alone.
#[track_caller]
fn check_quotes(note: &str, expect: &[Option<u32>]) {
    let records = parse("a.md", note, &Vocabulary::default()).records;
    let quotes = records.iter().filter(|record| record.kind() == Kind::Quote);
    let times: Vec<Option<u32>> = quotes.map(|record| record.time).collect();
    assert_eq!(times, expect, "{note}");
}

#[test]
fn a_stamp_before_the_words_or_at_the_name_is_theirs() {
    for note in [
        "[00:01:05] 沈微：“先听鸟。”\n\n[00:01:16] 高远：“再看鸟。”\n",
        "\\[01:05\\] **沈微：** “先听鸟。”\n\n\\[01:16\\] **高远：** “再看鸟。”\n",
        "01:05 沈微：“先听鸟。”\n\n1:16 高远：“再看鸟。”\n",
        "**沈微**（01:05）：“先听鸟。”\n\n**高远**（0:01:16）：“再看鸟。”\n",
        "沈微 [01:05-01:15]：“先听鸟。”\n\n高远 [01:16-01:20]：“再看鸟。”\n",
        "[00:01:05 --> 00:01:15] 沈微: “先听鸟。”\n\n[00:01:16 --> 00:01:20] 高远: “再看鸟。”\n",
        "> **沈微** 01:05：“先听鸟。”\n\n> **高远** 01:16：“再看鸟。”\n",
        "- **沈微**（01:05）：“先听鸟。”\n- **高远**（01:16）：“再看鸟。”\n",
        "**沈微 01:05：**\n\n> “先听鸟。”\n\n**高远 01:16：**\n\n> “再看鸟。”\n",
        "> **沈微**：“先听鸟。”（00:01:05）\n\n> “再看鸟。” —— 高远 [01:16]\n",
    ] {
        check_quotes(note, &[Some(65), Some(76)]);
        check_quotes(
            &note.replace("沈微", "沈嵐").replace("再看鸟", "再看鳥，開始說話"),
            &[Some(65), Some(76)],
        );
    }
    for note in [
        "沈微 01:05\n先听鸟，好吗？\n\n高远 01:16\n再看鸟。\n\n沈微 01:20\n好。\n",
        "沈微 00:01:05\n\n先听鸟，好吗？\n\n高远 00:01:16\n\n再看鸟。\n\n沈微 00:01:20\n\n好。\n",
        "沈微 01:05 - 01:15\n先听鸟，好吗？\n\n高远 01:16 - 01:19\n再看鸟。\n\n沈微 01:20 - 01:30\n好。\n",
    ] {
        check_quotes(note, &[Some(65), Some(76), Some(80)]);
    }
    // What is said at the same name was said then; what another says was not.
    check_quotes(
        "**沈微 01:05：**\n\n- “先听。”\n- “再看。”\n\n**高远：**\n\n- “好。”\n",
        &[Some(65), Some(65), None],
    );
}

#[test]
fn a_clock_among_words_is_an_hour() {
    for note in [
        "> **沈微**（笑）：“开饭了。”\n\n现在 12:30\n",
        "> **沈微**：“我们 06:15 出门。”\n",
        "> **沈微**：“门票 3:2 的比例。”\n",
        "> **沈微 2026-03-04 10:31**：“早。”\n",
        "> **沈微 下午 3:05**：“晚。”\n",
    ] {
        check_quotes(note, &[None]);
    }
    check(
        "会议定于 10:30\n\n我们约在 10:30 见面。\n",
        &[(None, Kind::Passage, "会议定于 10:30"), (None, Kind::Passage, "我们约在 10:30 见面。")],
    );
}

#[test]
fn a_heading_tells_the_time_of_what_has_none_of_its_own() {
    let note = "# 观鸟\n\n## [00:05:00-00:10:00] 开场\n\n> 沈微：“先听鸟。”\n\n一段。\n\n### 高远（00:07）\n\n二段。\n\n\
                ### 别的\n\n三段。\n\n> 沈微（06:10）：“再看鸟。”\n\n## 二、收尾 `[12:30]`\n\n四段。\n\n## 15:02 散场\n\n五段。\n\n\
                ## 附录\n\n六段。\n";
    check(
        note,
        &[
            (None, Kind::Section, "观鸟"),
            (Some(300), Kind::Section, "开场"),
            (Some(300), Kind::Quote, "先听鸟。"),
            (Some(300), Kind::Passage, "一段。"),
            (Some(7), Kind::Section, "高远"),
            (Some(7), Kind::Passage, "二段。"),
            (Some(300), Kind::Section, "别的"),
            (Some(300), Kind::Passage, "三段。"),
            (Some(370), Kind::Quote, "再看鸟。"),
            (Some(750), Kind::Section, "收尾"),
            (Some(750), Kind::Passage, "四段。"),
            (Some(902), Kind::Section, "15:02 散场"),
            (Some(902), Kind::Passage, "五段。"),
            (None, Kind::Section, "附录"),
            (None, Kind::Passage, "六段。"),
        ],
    );
}

#[test]
fn a_transcript_without_speakers_is_cut_by_its_times() {
    check(
        "[00:00:00.000 --> 00:00:04.000]  大家好\n[00:00:04.000 --> 00:00:09.500]  今天聊夜班\n\
         [00:00:19.000 --> 00:00:22.000]  先说灯。\n[00:00:22.000 --> 00:00:24.000]  灯是黄的\n",
        &[
            (Some(0), Kind::Passage, "大家好\n今天聊夜班"),
            (Some(19), Kind::Passage, "先说灯。"),
            (Some(22), Kind::Passage, "灯是黄的"),
        ],
    );
    check("我们约在\n10:30 见面。\n", &[(None, Kind::Passage, "我们约在\n10:30 见面。")]);
}

#[test]
fn an_outline_of_the_recording_has_times_and_an_agenda_has_hours() {
    check(
        "- 00:00 开场\n- 05:32 为什么看鸟\n- 1:02:03 收尾\n",
        &[
            (Some(0), Kind::Passage, "00:00 开场"),
            (Some(332), Kind::Passage, "05:32 为什么看鸟"),
            (Some(3723), Kind::Passage, "1:02:03 收尾"),
        ],
    );
    check(
        "| 时间 | 内容 |\n|---|---|\n| 00:40 | 听鸟 |\n| [12:30](https://example.org) | 看鸟 |\n",
        &[
            (None, Kind::Passage, "时间 | 内容"),
            (Some(40), Kind::Passage, "00:40 | 听鸟"),
            (Some(750), Kind::Passage, "12:30 | 看鸟"),
        ],
    );
    check(
        "- 09:00 集合\n- 13:30 听鸟\n",
        &[(None, Kind::Passage, "09:00 集合"), (None, Kind::Passage, "13:30 听鸟")],
    );
    check(
        "| 时间 | 内容 |\n|---|---|\n| 09:00 | 集合 |\n| 10:30 | 看鸟 |\n",
        &[
            (None, Kind::Passage, "时间 | 内容"),
            (None, Kind::Passage, "09:00 | 集合"),
            (None, Kind::Passage, "10:30 | 看鸟"),
        ],
    );
}

#[test]
fn every_kind_of_record_may_have_a_time() {
    let note = "# 观鸟\n\n**提问**（10:00）：哪里有鸟？\n\n00:10:20\n\n湖边有。\n\n\
                ## 核心观点与预测\n\n| 观点 | 提出者 | 时间节点 | 时间戳 |\n|---|---|---|---|\n| 鸟会变多 | 沈微 | 2027年 | 00:33:10 |\n\n\
                ## 术语表（40:00）\n\n| 术语 | 解释 |\n|---|---|\n| 候鸟 | 随季节走的鸟 |\n";
    check(
        note,
        &[
            (None, Kind::Section, "观鸟"),
            (Some(600), Kind::Question, "哪里有鸟？"),
            (Some(620), Kind::Passage, "00:10:20"),
            (Some(620), Kind::Passage, "湖边有。"),
            (None, Kind::Section, "核心观点与预测"),
            (Some(1990), Kind::Prediction, "鸟会变多"),
            (Some(2400), Kind::Section, "术语表"),
            (Some(2400), Kind::Term, "候鸟"),
        ],
    );
}

#[test]
fn no_time_lies_far_beyond_the_recording() {
    let facts = "# 观鸟\n\n| 项目 | 内容 |\n|---|---|\n| 视频时长 | 10分钟 |\n| 日期 | 2026-03-04 |\n\n";
    check_quotes(
        &format!("{facts}> 沈微（10:20）：“好。”\n\n> 沈微（45:00）：“好啊。”\n"),
        &[Some(620), None],
    );
}
