//! Answers go before what asks for them, and are found in other words.

use townhall::index::Index;
use townhall::parse::parse;
use townhall::search::{Query, SearchOptions, SearchResult, Tier, search};
use townhall::topics::Vocabulary;

use crate::fixtures::library;

/// Notes as they are read.
fn read(texts: &[&str]) -> Index {
    let paths: Vec<String> = (0..texts.len()).map(|number| format!("{number}.md")).collect();
    let notes: Vec<_> =
        paths.iter().zip(texts).map(|(path, text)| parse(path, text, &Vocabulary::default())).collect();
    Index::of_notes(paths.iter().map(String::as_str).zip(&notes)).unwrap()
}

fn find(index: &Index, query: &str) -> SearchResult {
    search(index, &Query::parse(query), &SearchOptions::default()).unwrap()
}

fn texts(result: &SearchResult) -> Vec<&str> {
    result.hits.iter().map(|hit| hit.stored.record.text()).collect()
}

#[track_caller]
fn check(index: &Index, query: &str, first: &[&str]) {
    let found = find(index, query);
    assert_eq!(texts(&found).get(..first.len()), Some(first), "{query}: {:?}", texts(&found));
}

#[test]
fn an_answer_goes_before_its_question() {
    let index = read(&[
        "# 集市\n\n## 一\n\n**提问**：普通人怎么分辨蜂蜜真假？\n\n**回答（李明）**：看结晶不靠谱，要看水分。\n\n## 二\n\n天气很好。\n",
    ]);
    check(&index, "怎么分辨蜂蜜的真假", &["看结晶不靠谱，要看水分。", "普通人怎么分辨蜂蜜真假？"]);
    // Who types the question finds it as it is.
    check(&index, "普通人怎么分辨蜂蜜真假？", &["普通人怎么分辨蜂蜜真假？"]);
    // Nor does one wrong character make it another.
    let asked = "我听摊主讲，普通人要分辨蜂蜜的真假得先看标签上的产地，对吗？";
    let note =
        format!("# 集市\n\n## 一\n\n**提问**：{asked}\n\n**回答（李明）**：看产地不靠谱，要看水分。\n");
    check(&read(&[&note]), "要分辨蜂密的真假得先看标签", &[asked]);
    // A yes tells nothing without it.
    let index = read(&["# 集市\n\n## 一\n\n**提问**：蜂蜜结晶了还能吃吗？\n\n**回答（李明）**：能。\n"]);
    check(&index, "蜂蜜 结晶 吃", &["蜂蜜结晶了还能吃吗？"]);
}

#[test]
fn a_list_between_a_question_and_a_quote_answers_it() {
    let index = read(&[
        "# 集市\n\n## 一\n\n**提问**：为什么取消了夜市？\n\n李明的回答分三层：\n\n- 租金：涨了一倍\n- 人手：夜里没人看摊\n\n> **李明**：“取消那天我一夜没睡。”\n",
    ]);
    let found = find(&index, "为什么取消夜市");
    let (items, lead) = (["租金：涨了一倍", "人手：夜里没人看摊"], "李明的回答分三层：");
    assert!(items.iter().all(|item| texts(&found).contains(item)), "{:?}", texts(&found));
    assert!(!texts(&found).contains(&lead), "{:?}", texts(&found));
}

#[test]
fn the_head_of_a_table_lends_to_its_rows_and_a_row_to_none() {
    let index = read(&[
        "# 摊位\n\n## 一\n\n| 做法 | 有没有证据 |\n|---|---|\n| 冰浴 | 缓解酸痛 |\n| 泡沫轴 | 当天舒服 |\n| 压缩袜 | 心理安慰 |\n",
    ]);
    check(&index, "冰浴有用吗", &["冰浴 | 缓解酸痛"]);
    assert!(!texts(&find(&index, "冰浴有用吗")).contains(&"压缩袜 | 心理安慰"));
    check(&index, "压缩袜 证据", &["压缩袜 | 心理安慰"]);
}

#[test]
fn what_somebody_says_behind_the_subject_is_theirs() {
    let index = read(&[
        "# 电站\n\n## 安全\n\n行业里起火的两个来源：\n\n- 金属异物\n- 绝缘老化\n\n> **魏立群**：“每个舱只装三兆瓦时，宁可多占地。”\n\n> **苏曼**：“那成本呢？”\n",
        "# 别的\n\n## 一\n\n> **魏立群**：“天气很好。”\n",
    ]);
    check(&index, "魏立群 起火", &["每个舱只装三兆瓦时，宁可多占地。"]);
}

#[test]
fn words_of_talk_are_found_in_those_of_a_text() {
    let others = ["今天的渡轮准点", "会议在三楼", "他去了图书馆"];
    let with = |text: &str| library(&[("某", &[text]), ("其他", &others)]);
    check(&with("与房东议价要先听完对方的条件"), "跟房东怎么砍价", &["与房东议价要先听完对方的条件"]);
    check(
        &with("独居是一个人住，孤独没有药可以治"),
        "一个人住会不会寂寞",
        &["独居是一个人住，孤独没有药可以治"],
    );
    // Its own words go first.
    let index = library(&[("某", &["砍价要会沉默", "议价要会沉默"]), ("其他", &others)]);
    check(&index, "砍价", &["砍价要会沉默", "议价要会沉默"]);
}

#[test]
fn a_name_that_stands_in_latin_letters_is_found_by_its_rendering() {
    let note = |name: &str, says: &str| format!("# 圆桌\n\n## 一\n\n> **{name}**：“{says}”\n");
    let one = note("Willy Brandt", "储备放进银行等于没有储备。");
    let other = note("Anna Lindqvist", "触觉才是瓶颈。");
    let index = read(&[&one, &other]);
    check(&index, "勃兰特 储备", &["储备放进银行等于没有储备。"]);
    check(&index, "林德奎斯特怎么看触觉", &["触觉才是瓶颈。"]);
    // Of two who may be meant neither is.
    let twin = note("Willa Brandt", "我不谈这个，我谈天气。");
    let index = read(&[&one, &twin]);
    assert!(!texts(&find(&index, "勃兰特 天气")).contains(&"储备放进银行等于没有储备。"));
}

#[test]
fn a_question_for_a_number_is_not_about_its_asking() {
    let said = ["赚多少钱是一门学问", "渡轮准点", "图书馆今天开门"];
    let found = find(&library(&[("某", &said)]), "张学友演唱会门票多少钱");
    assert!(found.hits.is_empty() && !found.nearby.is_empty(), "{:?}", texts(&found));
}

#[test]
fn what_sounds_so_has_a_character_of_it_or_is_a_word() {
    let index = library(&[("某", &["领域细致的划分", "黄仁勋讲芯片"])]);
    assert_eq!(texts(&find(&index, "王羲之")), [""; 0]);
    let found = find(&index, "黄仁熏");
    assert_eq!(found.hits[0].tier, Tier::Sound);
}

#[test]
fn of_two_things_one_that_no_record_has_leaves_no_answer() {
    let says = ["我去红海潜水度假", "渡轮准点", "图书馆今天开门", "会议在三楼"];
    let index = library(&[("某", &says)]);
    let found = find(&index, "潜水 减压病");
    assert!(found.hits.is_empty() && !found.nearby.is_empty(), "{:?}", texts(&found));
    // Nor is there where the word that there is is but a part of another.
    let found = find(&library(&[("某", &["他会讲葡萄牙语", "渡轮准点", "图书馆今天开门"])]), "葡萄酒 单宁");
    assert!(found.hits.is_empty() && !found.nearby.is_empty(), "{:?}", texts(&found));
    // Of three there are two.
    check(&library(&[("某", &["潜水之前先学呼吸", "渡轮准点"])]), "潜水 呼吸 减压病", &["潜水之前先学呼吸"]);
    // What has another name in the library is there.
    check(&library(&[("某", &["潜水时议价没有用", "渡轮准点"])]), "潜水 砍价", &["潜水时议价没有用"]);
}

#[test]
fn what_somebody_never_speaks_of_is_not_answered_by_what_they_say() {
    let index = read(&[
        "# 码头\n\n## 一\n\n> **何岭南**：“渡轮要先装电池。”\n\n> **何岭南**：“码头的灯要亮一夜。”\n",
        "# 别的\n\n## 一\n\n天气很好。\n\n图书馆今天开门。\n",
    ]);
    let found = find(&index, "何岭南 脑机接口");
    assert!(found.hits.is_empty() && !found.nearby.is_empty(), "{:?}", texts(&found));
    check(&index, "何岭南 渡轮", &["渡轮要先装电池。"]);
    // Everyday words ask for nothing else.
    assert!(find(&index, "何岭南最近的事情").hits.len() >= 2);
}

#[test]
fn a_heading_stands_behind_what_it_heads() {
    let index =
        read(&["# 水\n\n## 阿德耶米的三个建议\n\n1. 把渠盖上。\n2. 把表装上。\n\n## 别的\n\n天气很好。\n"]);
    check(&index, "阿德耶米 三个建议是哪些", &["把渠盖上。", "把表装上。", "阿德耶米的三个建议"]);
    // Who types it finds it.
    check(&index, "阿德耶米的三个建议", &["阿德耶米的三个建议"]);
    // So does who types one that heads nothing.
    let index = read(&["# 水\n\n## 阿德耶米的三个建议\n\n## 别的\n\n天气很好。\n"]);
    check(&index, "阿德耶米 三个建议是哪些", &["阿德耶米的三个建议"]);
}

#[test]
fn opinions_are_what_somebody_says() {
    let note = "# 船\n\n## 一\n\n> **孟秋原**：“甲醇常温是液体，这一条就够了。”\n\n> **詹森**：“天气很好。”\n\n## 术语\n\n- **绿色甲醇**：可再生的甲醇\n";
    let index = read(&[note, "# 别的\n\n## 一\n\n渡轮准点。\n"]);
    check(&index, "大家怎么看甲醇", &["甲醇常温是液体，这一条就够了。"]);
    // Who asks what it is wants the definition.
    let found = find(&index, "什么是绿色甲醇");
    assert!(found.hits[0].explanation.defines, "{:?}", texts(&found));
}

#[test]
fn what_is_one_character_in_chinese_is_found_by_its_english_name() {
    let index = library(&[("某", &["氨有毒，船上要防漏", "渡轮准点", "图书馆今天开门", "会议在三楼"])]);
    check(&index, "ammonia toxic ship", &["氨有毒，船上要防漏"]);
}

#[test]
fn a_lead_in_lends_to_the_quote_behind_it() {
    let index = read(&[
        "# 电商\n\n## 一\n\n> **李明**：“早上摘，半夜退货。”\n\n方可追问退货率，莫春生坦言：\n\n> **莫春生**：“三成，水果更高。”\n\n> **莫春生**：“我先去喝口水，你们聊。”\n",
        "# 别的\n\n## 一\n\n天气很好。\n",
    ]);
    let found = find(&index, "退货率有多高");
    let place = |text: &str| texts(&found).iter().position(|found| *found == text);
    assert_eq!(place("三成，水果更高。"), Some(0), "{:?}", texts(&found));
    assert_eq!(place("我先去喝口水，你们聊。"), None, "{:?}", texts(&found));
}

#[test]
fn those_who_answer_in_one_talk_go_before_chance_hits_of_others() {
    let talk = "# 圆桌\n\n## 甲醇\n\n> **甲**：“甲醇常温是液体，好存。”\n\n> **乙**：“甲醇贵了一倍。”\n\n> **丙**：“甲醇和柴油一样用。”\n\n> **丁**：“甲醇从秸秆来。”\n";
    let chance = |word: &str| format!("# {word}\n\n{word}里大家都在说渡轮。\n");
    let others: Vec<String> = ["早报", "晚报", "周报", "月报"].map(chance).to_vec();
    let notes: Vec<&str> = std::iter::once(talk).chain(others.iter().map(String::as_str)).collect();
    let found = find(&read(&notes), "甲醇 氨 大家怎么看");
    assert!(texts(&found)[..4].iter().all(|text| text.contains("甲醇")), "{:?}", texts(&found));
}
