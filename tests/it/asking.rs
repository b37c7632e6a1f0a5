//! What a question is about is kept, whatever else is rare in it; what it asks of that may be told in other words.

use townhall::index::Index;
use townhall::parse::parse;
use townhall::search::{Query, SearchOptions, SearchResult, Tier, search};
use townhall::topics::Vocabulary;

use crate::fixtures::{glossary, library};

fn find(index: &Index, query: &str) -> SearchResult {
    let options = SearchOptions { vocabulary: &|| Vocabulary::built_in(), ..SearchOptions::default() };
    search(index, &Query::parse(query), &options).unwrap()
}

/// Whether each of these is found, in this order, whatever stands between them or behind.
#[track_caller]
fn check_order(index: &Index, query: &str, expect: &[&str]) {
    let result = find(index, query);
    let texts: Vec<&str> = result.hits.iter().map(|hit| hit.stored.record.text()).collect();
    let mut rest = texts.iter();
    assert!(expect.iter().all(|text| rest.any(|found| found == text)), "{query}: {texts:?}");
    assert_eq!(texts.first(), expect.first(), "{query}: {texts:?}");
}

/// Lines that have nothing to do with what is asked, so that words are rare.
const OTHERS: [&str; 12] = [
    "渡船改在七点开",
    "码头修了两个月",
    "灯塔的守夜人退休了",
    "鱼市早上最热闹",
    "防波堤加高了一层",
    "潮汐表贴在门口",
    "修船的老师傅带徒弟",
    "缆绳换成了新的",
    "候船厅装了暖气",
    "船票可以在车上买",
    "雾天一律停航",
    "货轮在外海等泊位",
];

#[test]
fn what_a_query_names_outweighs_the_rarer_word() {
    let says: Vec<&str> =
        ["Zorba 上线三年了", "Zorba 还不支持离线", "人都有缺点"].into_iter().chain(OTHERS).collect();
    check_order(&library(&[("某", &says)]), "Zorba 缺点", &["Zorba 还不支持离线"]);
}

#[test]
fn everyday_words_do_not_outweigh_the_rare_one() {
    let says: Vec<&str> =
        ["东西都不见了", "罗盘校准过一回", "罗盘挂在墙上"].into_iter().chain(OTHERS).collect();
    check_order(&library(&[("某", &says)]), "罗盘 校准 东西", &["罗盘校准过一回"]);
}

#[test]
fn an_address_is_no_answer() {
    let says: Vec<&str> =
        ["https://example.com/zorba/manual", "Zorba 用来排班，夜里也跑"].into_iter().chain(OTHERS).collect();
    let first = "Zorba 用来排班，夜里也跑";
    check_order(&library(&[("某", &says)]), "Zorba 手册", &[first, "https://example.com/zorba/manual"]);
}

#[test]
fn what_introduces_a_term_comes_before_what_uses_it() {
    let says: Vec<&str> = ["压舱水又超标了", "压舱水要定期换", "所谓压舱水，是船底用来配重的水"]
        .into_iter()
        .chain(OTHERS)
        .collect();
    let index = library(&[("某", &says)]);
    for query in ["压舱水是什么意思", "什么是压舱水", "压舱水 定义"] {
        check_order(&index, query, &["所谓压舱水，是船底用来配重的水", "压舱水又超标了"]);
    }
}

#[test]
fn chinese_people_are_named_by_their_pinyin() {
    let note = parse(
        "某.md",
        "# 对话何岭南\n\n何岭南：渡船要改成电动的。\n\n王海：电动的太贵。\n\n何岭南：先换一条试试。\n",
        &Vocabulary::default(),
    );
    let index = Index::of_notes([("某.md", &note)]).unwrap();
    for query in ["He Lingnan 电动", "lingnan he 电动", "helingnan 电动"] {
        let result = find(&index, query);
        let first = result.hits.first().map(|hit| (hit.tier, hit.stored.record.text()));
        assert_eq!(first, Some((Tier::All, "渡船要改成电动的。")), "{query}");
    }
}

#[test]
fn a_talk_with_somebody_names_them_under_every_name() {
    let read = |text: &str| parse("某.md", text, &Vocabulary::default());
    let talk = read(
        "# Interview with Lingnan He\n\n何岭南（Lingnan He）：渡船先换一条。\n\n## 摘要\n\n码头要先通上电。\n",
    );
    let other = read("# 杂谈\n\n通上电以后再说。\n\n通上电不难。\n");
    let index = Index::of_notes([("甲.md", &other), ("乙.md", &talk)]).unwrap();
    check_order(&index, "何岭南 通上电", &["码头要先通上电。"]);
}

#[test]
fn one_word_in_common_with_a_question_is_no_answer_to_it() {
    let says: Vec<&str> = ["价格贴在窗口", "门票半价", "今天人多"].into_iter().chain(OTHERS).collect();
    let index = library(&[("某", &says)]);
    for query in ["糖尿病饮食禁忌的价格", "考研英语复习资料价格"] {
        let result = find(&index, query);
        assert!(result.hits.is_empty() && !result.nearby.is_empty(), "{query}: {:?}", result.hits);
        assert_eq!(result.total, 0, "{query}");
    }
    // A name of it is enough, and so are several of its words.
    for query in ["Zorba 的复习资料和饮食禁忌", "候船厅的暖气和防波堤哪一年修的怎么修的"]
    {
        let says: Vec<&str> =
            ["Zorba 开了三年", "候船厅装暖气，防波堤也修"].into_iter().chain(OTHERS).collect();
        assert!(!find(&library(&[("某", &says)]), query).hits.is_empty(), "{query}");
    }
}

#[test]
fn a_term_that_is_defined_is_not_widened_to_its_topic() {
    let index = glossary(&["他是创业导师", "GTM 太难"], &[("GTM", &[])]);
    let found = find(&index, "GTM");
    assert!(found.hits.iter().all(|hit| hit.tier == Tier::Exact), "{:?}", found.hits);
    assert_eq!(found.hits.len(), 2);
}
