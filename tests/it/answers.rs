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
