//! The acceptance queries, over small notes.

use townhall::index::Index;
use townhall::model::Kind;
use townhall::parse::parse;
use townhall::records::{Filter, Who};
use townhall::search::{Query, QueryError, SearchOptions, SearchResult, Tier, search};
use townhall::topics::Vocabulary;

use crate::fixtures::{glossary, library};

fn find(index: &Index, query: &str) -> SearchResult {
    search(index, &Query::parse(query), &SearchOptions::default()).unwrap()
}

/// Tier and text of each hit.
fn shown(result: &SearchResult) -> Vec<(Tier, &str)> {
    result.hits.iter().map(|hit| (hit.tier, hit.stored.record.text())).collect()
}

#[track_caller]
fn check_first(text: &str, query: &str, tier: Tier) -> SearchResult {
    let others: &[&str] = &["今天天气很好", "另一段无关的文字"];
    let index = library(&[("某", &[text]), ("其他", others)]);
    let result = find(&index, query);
    assert_eq!(shown(&result).first(), Some(&(tier, text)), "{query}");
    result
}

#[test]
fn literal_runs_are_exact_hits() {
    for query in ["段简", "是一段"] {
        check_first("这是一段简单的测试文本", query, Tier::Exact);
    }
    for query in ["gen", "itgc", "悬空", "n-i", "50", "零"] {
        check_first("重跑gen-itgc后50条悬空引用清零", query, Tier::Exact);
    }
    check_first("中国农业发展银行", "农业", Tier::Exact);
    check_first("喝茶", "茶", Tier::Exact);
    for query in ["AI时代", "ai时代", "ＡＩ時代"] {
        check_first("ＡＩ时代", query, Tier::Exact);
    }
}

#[test]
fn how_many_there_are_does_not_hang_on_how_many_are_shown() {
    let said: Vec<String> = (0..60).map(|number| format!("第{number}句说到推理和成本")).collect();
    let said: Vec<&str> = said.iter().map(String::as_str).chain(["推理的成本", "只有推理"]).collect();
    let index = library(&[("某", &said)]);
    for query in ["推理", "推理 成本", "推理的成本"] {
        let total = |limit| {
            let options = SearchOptions { limit: Some(limit), ..SearchOptions::default() };
            search(&index, &Query::parse(query), &options).unwrap().total
        };
        assert!(total(1) > 1, "{query}");
        assert_eq!([total(5), total(20), total(100)], [total(1); 3], "{query}");
    }
}

#[test]
fn a_word_over_two_lines_is_found_as_one() {
    let text = "整个夜班排班系\n统迁到新机房，\n再谈town\nhall的费用";
    for query in ["排班系统", "“排班系统”", "机房，再谈", "“town hall”", "排班系\n统"]
    {
        let result = check_first(text, query, Tier::Exact);
        assert_eq!(result.hits[0].snippet.text, "整个夜班排班系统迁到新机房，再谈town hall的费用", "{query}");
        assert_eq!(result.hits[0].snippet.highlights.len(), 1, "{query}");
    }
    assert_eq!(check_first(text, "排班系统", Tier::Exact).hits[0].snippet.highlights[0], 4..8);
    // A space is one; only a line break is none.
    check_first("排班系 统", "排班系统", Tier::Most);
}

#[test]
fn apostrophes_are_one() {
    for query in ["O'Reilly", "o’reilly", "OʼREILLY", "O＇Reilly", "“O‘Reilly”"] {
        check_first("说话的是 O’Reilly。", query, Tier::Exact);
        check_first("说话的是 O'Reilly。", query, Tier::Exact);
    }
}

#[test]
fn pinyin_may_be_typed_halfway() {
    for query in ["linjielun", "linjiel", "lin jie l", "linjielu", "lin jie", "linji", "linj"] {
        check_first("今天放的是林杰伦的新歌", query, Tier::Sound);
    }
    // Neither of these is a beginning of that.
    for query in ["linjieb", "injiel", "linjliel"] {
        let index = library(&[("某", &["今天放的是林杰伦的新歌"])]);
        assert_eq!(shown(&find(&index, query)), [], "{query}");
    }
    // A word that is nearly written so is meant.
    let index = library(&[("某", &["一个panels的例子", "攀峨岭"])]);
    assert_eq!(find(&index, "panel").hits[0].tier, Tier::Exact);
    assert!(find(&index, "panell").hits.iter().all(|hit| hit.tier == Tier::Typo));
}

#[test]
fn what_is_dropped_is_named() {
    let result = check_first("云工开物 300 元学生券", "云工开物 优惠券", Tier::Most);
    assert_eq!(result.dropped, ["优惠券"]);
    let result = check_first("雾凇词库部署", "雾凇拼音", Tier::Most);
    assert_eq!(result.dropped, ["拼音"]);
}

#[test]
fn words_need_not_stand_together() {
    check_first("GO的env变量", "go 变量", Tier::All);
}

#[test]
fn both_scripts_give_the_same_hits() {
    let index = library(&[("某", &["一段距離", "很远的距离"])]);
    assert_eq!(shown(&find(&index, "距離")), shown(&find(&index, "距离")));
    assert_eq!(find(&index, "距离").hits.len(), 2);
}

#[test]
fn other_words_are_no_exact_hits() {
    let index = library(&[("某", &["本地", "日見"])]);
    assert_eq!(shown(&find(&index, "本地")), [(Tier::Exact, "本地")]);
    assert_eq!(shown(&find(&index, "本田")), []);
    assert_eq!(shown(&find(&index, "健")), []);
}

#[test]
fn what_must_not_occur_never_does() {
    let index = library(&[("一", &["东京的秘密"]), ("二", &["东京的天气"])]);
    for query in ["东京 -秘密", "东京 天气 大阪 -秘密", "-秘密 东京", "东京 －「秘密」"]
    {
        let result = find(&index, query);
        assert_eq!(result.hits[0].stored.record.text(), "东京的天气", "{query}");
        assert!(result.hits.iter().all(|hit| !hit.stored.record.text().contains("秘密")), "{query}");
    }
}

#[test]
fn a_heading_stands_for_what_is_below_it() {
    let index =
        library(&[("东京笔记", &["东京塔", "# 东京一", "秘密", "# 东京二", "公开"]), ("东京日记", &["晴"])]);
    let result = find(&index, "东京 -秘密");
    let mut texts: Vec<&str> = shown(&result).into_iter().map(|(_, text)| text).collect();
    texts.sort();
    assert_eq!(texts, ["东京二", "东京塔", "东京日记"]);
    assert_eq!(result.total, 3);
}

#[test]
fn the_exact_version_comes_first() {
    let index =
        library(&[("某", &["GPT-5.2很强", "GPT-5.2与GPT-5.2的比较", "今天说说GPT-5的权衡和别的许多事情"])]);
    let result = find(&index, "GPT-5");
    assert_eq!(result.hits.len(), 3);
    assert!(result.hits[0].stored.record.text().contains("GPT-5的"));
    assert_eq!(find(&index, "GPT-5.2").hits.len(), 2);
}

#[test]
fn terms_may_meet_in_a_section() {
    let index = library(&[("某", &["# 招聘", "公司招聘变少", "增长放缓了", "# 别的", "放缓"])]);
    let result = find(&index, "招聘 放缓");
    assert_eq!(result.tier, Some(Tier::Near));
    assert_eq!(result.hits.iter().filter(|hit| hit.tier == Tier::Near).count(), 3);
}

#[test]
fn filters_hold_in_every_tier() {
    let index =
        library(&[("某", &["# 成本", "推理成本", "李明：推理的成本", "王芳：成本", "# 其他", "李明：推理"])]);
    for query in ["kind:quote 推理成本", "推理成本 kind：语录"] {
        let result = find(&index, query);
        assert!(
            result.hits.len() >= 2 && result.hits.iter().all(|hit| hit.stored.record.kind() == Kind::Quote)
        );
    }
    let result = find(&index, "speaker:李明 推理成本 section:成本");
    assert_eq!(shown(&result), [(Tier::All, "推理的成本")]);
    let filter = Filter { who: vec![Who::Called("王芳".into())], ..Filter::default() };
    let options = SearchOptions { filter, ..SearchOptions::default() };
    let result = search(&index, &Query::parse("推理成本"), &options).unwrap();
    assert_eq!(shown(&result), [(Tier::Most, "成本")]);
}

#[test]
fn unknown_filter_values_name_the_known_ones() {
    let index = library(&[("某", &["李明：推理", "note:这里"])]);
    let error = search(&index, &Query::parse("speaker:张三"), &SearchOptions::default()).unwrap_err();
    let error = error.downcast_ref::<QueryError>().unwrap();
    assert_eq!((error.place.clone(), error.known.as_slice()), (8..14, ["李明".to_owned()].as_slice()));
    assert_eq!(find(&index, "note:这").tier, Some(Tier::Exact));
}

#[test]
fn a_phrase_is_taken_as_it_is() {
    let index = library(&[("某", &["推理的成本", "推理成本"])]);
    for query in ["\"推理成本\"", "“推理成本”", "「推理成本」"] {
        assert_eq!(shown(&find(&index, query)), [(Tier::Exact, "推理成本")]);
    }
}

#[test]
fn other_names_are_found_in_their_own_tier() {
    let index = glossary(
        &["模型上下文协议很有用", "杰文斯悖论说的是需求", "山姆·奥特曼说了", "MCP的未来"],
        &[("MCP", &["模型上下文协议"]), ("杰文斯悖论", &["Jevons Paradox"])],
    );
    for (query, text) in [
        ("MCP", "模型上下文协议很有用"),
        ("Jevons Paradox", "杰文斯悖论说的是需求"),
        ("Sam Altman", "山姆·奥特曼说了"),
    ] {
        let result = find(&index, query);
        assert!(shown(&result).contains(&(Tier::Alias, text)), "{query}: {:?}", shown(&result));
    }
    let result = find(&index, "模型上下文协议");
    assert!(shown(&result).contains(&(Tier::Alias, "MCP的未来")));
    assert_eq!(shown(&result)[0], (Tier::Exact, "MCP"), "the definition comes first");
    let marked = find(&index, "Sam Altman").hits.remove(0).snippet;
    assert_eq!(marked.highlights.len(), 1);
    assert!(find(&index, "\"Sam Altman\"").hits.is_empty());
}

#[test]
fn names_of_topics_are_other_names() {
    let index = library(&[("某", &["推理成本下降", "别的"])]);
    let options = SearchOptions { vocabulary: &|| Vocabulary::built_in(), ..SearchOptions::default() };
    let result = search(&index, &Query::parse("inference cost"), &options).unwrap();
    assert_eq!(shown(&result)[0], (Tier::Alias, "推理成本下降"));
}

#[test]
fn pinyin_initials_and_homophones_are_found_by_sound() {
    let text = "推理成本将大幅下降";
    let index = library(&[("某", &[text, "今天天气很好", "成本很高"])]);
    for query in ["tuilichengben", "tui li cheng ben", "TuiLiChengBen", "tlcb", "推里成本", "tuili 下降"]
    {
        let result = find(&index, query);
        assert_eq!(shown(&result).first(), Some(&(Tier::Sound, text)), "{query}: {:?}", shown(&result));
    }
    assert_eq!(find(&index, "推里成本").hits[0].snippet.highlights.first(), Some(&(0..4)));
    assert!(find(&index, "\"tuilichengben\"").hits.is_empty());
}

#[test]
fn sounds_do_not_get_in_the_way_of_literal_hits() {
    let index = library(&[("某", &["tuili是什么", "推理"])]);
    assert_eq!(shown(&find(&index, "tuili")), [(Tier::Exact, "tuili是什么")]);
}

#[test]
fn one_wrong_letter_is_forgiven() {
    let index = library(&[("某", &["我在使用Codex写代码", "别的"])]);
    for query in ["Codxe", "Codx", "Kodex", "codeex"] {
        let result = find(&index, query);
        assert_eq!(shown(&result).first(), Some(&(Tier::Typo, "我在使用Codex写代码")), "{query}");
    }
    assert_eq!(shown(&find(&index, "Co")), [(Tier::Exact, "我在使用Codex写代码")]);
}

#[test]
fn two_slips_in_one_query_are_mended_together() {
    let text = "何小鹏说他当然焦虑，也用Codex和Ansible";
    let index = library(&[("某", &[text, "何小鹏来了", "焦虑", "Codex", "Ansible"])]);
    for (query, tier) in [("hexiaopeng jiaolv", Tier::Sound), ("Codxe Anisble", Tier::Typo)] {
        assert_eq!(shown(&find(&index, query)).first(), Some(&(tier, text)), "{query}");
    }
}

#[test]
fn syllables_that_stand_far_apart_are_no_term() {
    let names = ["# 与会者", "谭兆 Tan Zhao", "先明 Xian Ming", "魏来 Wei Lai"];
    let index = library(&[("某", &names), ("其他", &["碳纤维很贵"])]);
    let result = find(&index, "tan xian wei");
    assert_eq!(shown(&result).first(), Some(&(Tier::Sound, "碳纤维很贵")), "{:?}", shown(&result));
}

#[test]
fn other_names_of_the_whole_query_hide_what_has_a_part_of_it() {
    let index = glossary(
        &["protocol buffers", "model railways", "模型上下文协议很有用"],
        &[("模型上下文协议", &["model protocol"])],
    );
    let shown_of = find(&index, "model protocol");
    let expect = [
        (Tier::Exact, "模型上下文协议"),
        (Tier::Near, "protocol buffers"),
        (Tier::Near, "model railways"),
        (Tier::Alias, "模型上下文协议很有用"),
    ];
    assert_eq!(shown(&shown_of), expect);
}

#[test]
fn a_character_that_was_left_of_a_longer_term_is_no_hit() {
    let index = library(&[("某", &["状态很好", "这种态度", "别的"])]);
    assert!(find(&index, "纠缠态").hits.is_empty());
}

#[test]
fn a_hit_in_the_name_of_who_said_it_shows_what_they_said() {
    let index = library(&[("某", &["李明：成本会下降", "别的"])]);
    let snippet = find(&index, "李明").hits.remove(0).snippet;
    assert_eq!(snippet.text, "李明：成本会下降");
    assert_eq!(snippet.highlights.first(), Some(&(0..2)));
}

#[test]
fn a_hit_in_a_lead_in_shows_what_it_leads_in() {
    let vocabulary = Vocabulary::built_in().unwrap();
    let note = parse("a.md", "# 夜航\n\n他停了很久：“我想回家了。”\n", &vocabulary);
    let index = Index::of_notes([("a.md", &note)]).unwrap();
    let found = find(&index, "停了很久");
    assert_eq!(found.hits[0].snippet.text, "他停了很久：我想回家了。");
}

#[test]
fn english_queries_are_answered_in_chinese() {
    for (text, query) in [
        ("机器人会取代律师吗", "will robots replace lawyers"),
        ("机器人会取代律师吗", "Lawyers replaced by a robot"),
        ("批准药物的流程缓慢，耽误治病", "slow approval of drugs"),
        ("世界杯的转播费涨了三倍", "World Cup"),
        ("他们偷窃了图形界面的想法", "stolen idea"),
    ] {
        check_first(text, query, Tier::Translated);
    }
}

#[test]
fn words_that_the_notes_have_in_latin_count_too() {
    let index = library(&[("某", &["Redis的缺点是占内存", "Redis 的作者", "这个数据库的缺点"])]);
    let result = find(&index, "drawbacks of Redis");
    assert_eq!(shown(&result)[0], (Tier::Translated, "Redis的缺点是占内存"));
    assert_eq!(result.dropped, [""; 0]);
    let instead = result.hits[0].explanation.instead.as_deref();
    assert!(instead.is_some_and(|instead| instead.contains("缺点")), "{instead:?}");
}

#[test]
fn names_in_latin_stay_exact_and_alone() {
    let index = library(&[("某", &["我每天用 Cursor 写代码", "光标停在行首"])]);
    assert_eq!(shown(&find(&index, "cursor"))[0], (Tier::Exact, "我每天用 Cursor 写代码"));
    let lines = ["Claude Code 很好用", "装好 Claude Code", "Claude Code 是什么", "更新 Claude Code"];
    let others: &[&str] = &["Claude 写的法则", "Claude Code 的价格"];
    let index = library(&[("某", &lines), ("其他", others)]);
    let result = find(&index, "claude code pricing");
    assert_eq!(shown(&result)[0], (Tier::Translated, "Claude Code 的价格"));
    assert!(!shown(&result).iter().any(|(tier, text)| *tier == Tier::Translated && text.contains("法则")));
}

#[test]
fn small_jobs_are_no_person() {
    let lines = &["乔布斯谈过 AI 吗", "AI 会取代很多工作"];
    let index = library(&[("某", lines)]);
    let result = find(&index, "AI replacing jobs");
    assert_eq!(shown(&result)[0], (Tier::Translated, "AI 会取代很多工作"));
    assert_eq!(shown(&find(&index, "what did Steve Jobs say"))[0].1, "乔布斯谈过 AI 吗");
}

#[test]
fn what_a_translation_lacks_is_named() {
    let result = check_first("律师的费用", "what do lawyers do with zyxwvu", Tier::Translated);
    assert!(result.dropped.contains(&"zyxwvu".to_owned()), "{:?}", result.dropped);
    // A question word or two alone ask for nothing.
    let index = library(&[("某", &["律师的费用"])]);
    assert_eq!(find(&index, "what's a lawyer's self-driving zyxwvu").dropped, ["self-driving", "zyxwvu"]);
    assert!(shown(&find(&index, "律师 robots")).iter().all(|(tier, _)| *tier != Tier::Translated));
    assert_eq!(shown(&find(&index, "what does he think about it")), []);
}

#[test]
fn filters_phrases_and_what_is_left_out_hold_in_translations() {
    let index = library(&[("甲", &["机器人取代律师", "机器人取代工人"]), ("乙", &["机器人取代律师了"])]);
    let texts = |query: &str| {
        let found = find(&index, query);
        found.hits.iter().map(|hit| hit.stored.record.text().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(texts("robots replacing lawyers note:乙"), ["机器人取代律师了"]);
    assert!(!texts("robots replacing people -律师").iter().any(|text| text.contains("律师")));
    assert_eq!(texts("robots “replacing lawyers”"), [""; 0]);
}

#[test]
fn no_note_takes_all_of_the_first_screen() {
    let many: Vec<String> = (0..9).map(|number| format!("潮水第{number}次漫过泊位")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let longer = "码头上的人说潮水这一次来得比往年都要早，泊位要重新排过，船也要等。";
    let others = [("乙", [longer]), ("丙", [&longer[3..]]), ("丁", [&longer[6..]])];
    let mut notes: Vec<(&str, &[&str])> = vec![("甲", &many)];
    notes.extend(others.iter().map(|(title, lines)| (*title, &lines[..])));
    let found = find(&library(&notes), "潮水");
    let of: Vec<&str> = found.hits.iter().take(6).map(|hit| hit.stored.note.title.as_str()).collect();
    assert_eq!(of.iter().filter(|title| **title == "甲").count(), 3, "{of:?}");
    assert_eq!(found.hits.len(), 12);
    // A query that names the note gets it whole, and of few notes none is held back.
    let named = find(&library(&notes), "潮水 note:甲");
    assert_eq!(named.hits.len(), 9);
}

#[test]
fn what_says_the_same_again_stands_behind_the_rest() {
    let same = "潮水不等人，船也不等人。";
    let index =
        library(&[("甲", &[same]), ("乙", &[same]), ("丙", &["潮水会等人的，只是慢，慢得让人忘记。"])]);
    let found = find(&index, "潮水");
    let repeats: Vec<bool> = found.hits.iter().map(|hit| hit.repeats.is_some()).collect();
    assert_eq!(repeats, [false, false, true]);
    assert_eq!(
        found.hits[2].repeats,
        Some(found.hits.iter().find(|hit| shown_text(hit) == same).unwrap().stored.record.id)
    );
}

/// A note as it is read.
fn read(text: &str) -> Index {
    let note = parse("某.md", text, &Vocabulary::default());
    Index::of_notes([("某.md", &note)]).unwrap()
}

#[test]
fn answers_are_found_by_their_question() {
    let index = read(
        "# 集市\n\n## 一\n\n**提问**：普通人怎么分辨蜂蜜真假？\n\n> 李明：“看结晶不靠谱。”\n\n## 二\n\n天气很好。\n",
    );
    let found = find(&index, "怎么分辨蜂蜜的真假");
    assert!(shown(&found).contains(&(Tier::Near, "看结晶不靠谱。")), "{:?}", shown(&found));
    // Nothing is lent against a filter.
    let found = find(&index, "分辨 蜂蜜 kind:question");
    assert!(found.hits.iter().all(|hit| hit.stored.record.kind() == Kind::Question));
}

#[test]
fn items_are_found_by_what_leads_them_in() {
    let index = read(
        "# 讲座\n\n## 一\n\n仿古街冷清的原因：\n\n- 租金太贵\n- 货都一样\n\n| 来源 | 占比 |\n|---|---|\n| 补贴 | 35% |\n",
    );
    let found = find(&index, "仿古街 冷清");
    assert!(shown(&found).contains(&(Tier::Near, "租金太贵")), "{:?}", shown(&found));
    let found = find(&index, "补贴的占比");
    assert_eq!(shown(&found).first(), Some(&(Tier::Near, "补贴 | 35%")), "{:?}", shown(&found));
}

#[test]
fn a_slip_beside_words_that_match_is_mended() {
    let index = library(&[("某", &["ClickHouse 用来分析日志", "适合的产品", "别的"])]);
    let found = find(&index, "ClickHose 适合什么");
    assert_eq!(shown(&found).first(), Some(&(Tier::Typo, "ClickHouse 用来分析日志")), "{:?}", shown(&found));
    let index = library(&[("某", &["黄仁勋讲芯片", "黄仁和是别人"])]);
    assert_eq!(shown(&find(&index, "黄仁熏")).first(), Some(&(Tier::Sound, "黄仁勋讲芯片")));
}

#[test]
fn a_slip_in_a_name_is_mended_though_its_parts_stand_together() {
    let index = library(&[("某", &["琚致远捐了电脑", "元气满满，琚先生致辞"])]);
    let found = find(&index, "琚致元 捐电脑");
    assert!(shown(&found).contains(&(Tier::Sound, "琚致远捐了电脑")), "{:?}", shown(&found));
}

#[test]
fn what_is_named_is_among_the_hits_however_many_have_the_rest() {
    let many: Vec<String> =
        (0..200).map(|number| format!("许可证在第{number}个项目里怎么选择许可证")).collect();
    let mut texts: Vec<&str> = many.iter().map(String::as_str).collect();
    texts.push("文件系统 He3FS，开源协议是 Apache2.0");
    let found = find(&library(&[("某", &texts)]), "He3FS 许可证");
    let named = shown(&found).iter().any(|(_, text)| text.contains("He3FS"));
    assert!(named, "{:?}", shown(&found));
}

#[test]
fn a_record_with_nearly_all_of_it_goes_before_one_whose_section_has_the_rest() {
    let index = library(&[
        ("一", &["想全是问题，做都是答案", "别的话"]),
        ("二", &["答案有很多种", "做了很久的问题", "就是想这样，都是如此"]),
    ]);
    let found = find(&index, "想都是问题 做就是答案");
    assert_eq!(shown(&found).first(), Some(&(Tier::Most, "想全是问题，做都是答案")), "{:?}", shown(&found));
}

#[test]
fn a_term_in_english_is_translated_where_only_the_question_is_chinese() {
    let index = library(&[("某", &["神经搜索用来搜视频和图片", "另一句"])]);
    let found = find(&index, "neural search 是什么");
    assert_eq!(
        shown(&found).first(),
        Some(&(Tier::Translated, "神经搜索用来搜视频和图片")),
        "{:?}",
        shown(&found)
    );
}

#[test]
fn a_name_in_another_script_is_found_by_the_pair_that_a_note_has_once() {
    let index = read(
        "# 讲座\n\n## 一\n\n理查德·斯托尔曼（Richard Stallman）当时在麻省。\n\n## 二\n\n斯托尔曼后来辞职了。\n\n\
         ## 三\n\n<ruby>沃兹尼亚克<rt>Steve Wozniak</rt></ruby>设计电路。\n\n## 四\n\n沃兹尼亚克教小学。\n",
    );
    for (query, text) in [("Stallman 辞职", "斯托尔曼后来辞职了。"), ("Wozniak 小学", "沃兹尼亚克教小学。")]
    {
        let found = find(&index, query);
        assert!(shown(&found).contains(&(Tier::Alias, text)), "{query}: {:?}", shown(&found));
    }
}

#[test]
fn a_word_in_a_link_goes_behind_words_that_are_read() {
    let index = read("# 讲座\n\n- 操作[比较复杂](http://redis.io/commands)\n- Redis 把数据放在内存里\n");
    let found = find(&index, "redis");
    assert_eq!(shown(&found).first(), Some(&(Tier::Exact, "Redis 把数据放在内存里")), "{:?}", shown(&found));
}

fn shown_text(hit: &townhall::search::Hit) -> &str {
    hit.stored.record.text()
}
