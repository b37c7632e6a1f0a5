//! What the records of a note have to do with each other: key quotes and the words that they were made from, claims and the
//! quotes behind them.

use townhall::library::Library;
use townhall::model::{Body, ParsedNote, Record};
use townhall::parse::{Change, Making, compared, key_quotes, parse};

fn read(text: &str) -> ParsedNote {
    parse("a.md", text, &Library::built_in().vocabulary().unwrap().0)
}

/// What a key quote is beside a body of two quotes, and how it differs.
#[track_caller]
fn check(body: [&str; 2], key: &str, making: Making, diff: &str) {
    let [one, other] = body;
    let note = read(&format!(
        "# 谈话\n\n## 正文\n\n> 王敏：“{one}”\n\n> 王敏：“{other}”\n\n## 关键语录\n\n> 王敏：“{key}”\n"
    ));
    let origins = key_quotes(&note.records);
    let [origin] = origins.as_slice() else { panic!("{origins:?}") };
    let found = if making == Making::Verbatim { String::new() } else { compared(origin, &note.records) };
    assert_eq!((origin.making, found.as_str()), (making, diff), "{key}");
    let Body::Quote(quote) = &note.records[origin.key].body else { panic!() };
    let mut sources: Vec<_> = origin.parts.iter().map(|part| note.records[part.source].id).collect();
    sources.dedup();
    let is_whole = quote.abridges.is_empty() && making == Making::Verbatim;
    assert!(quote.abridges == sources || is_whole, "{key}");
}

const BUDGET: &str = "我认为未来三年老城更新的预算会增加到12亿元，其中四成用于管网，剩下的用于公共空间。";
const PEOPLE: &str = "居民最关心的不是外观，而是楼梯能不能走。我们不认为拆除是唯一的办法，修缮也可以。";

#[test]
fn marks_and_characters_make_no_other_quote() {
    check([BUDGET, PEOPLE], BUDGET, Making::Verbatim, "");
    check([BUDGET, PEOPLE], "居民最關心的不是「外觀」——而是樓梯能不能走！", Making::Verbatim, "");
}

#[test]
fn words_and_numbers_that_are_others_alter_a_quote() {
    let altered = Making::Altered(Change::Words);
    let expect = "我认为未来三年老城更新的预算会增加到[-12亿-]{+20亿+}元，其中四成用于管网";
    check(
        [BUDGET, PEOPLE],
        "我认为未来三年老城更新的预算会增加到20亿元，其中四成用于管网。",
        altered,
        expect,
    );
    let expect = "居民最关心的不是外观，而是[-楼-]{+电+}梯能不能走";
    check([BUDGET, PEOPLE], "居民最关心的不是外观，而是电梯能不能走。", altered, expect);
}

#[test]
fn amounts_in_another_form_are_the_same() {
    let body = "到明年底成本会下降30%，我们会有3000万用户，每人付100美元。";
    let key = "到明年底成本会下降百分之三十，我们会有三千万用户，每人付 $100。";
    check([body, PEOPLE], key, Making::Verbatim, "");
    let (altered, key) =
        (Making::Altered(Change::Words), "到明年底成本会下降百分之五十，我们会有3000万用户。");
    check([body, PEOPLE], key, altered, "到明年底成本会下降[-30%-]{+百分之五十+}，我们会有3000万用户");
}

/// Whether a key quote and the quote that it comes from are told to be the same words.
#[track_caller]
fn are_same(body: &str, key: &str) -> bool {
    let note = read(&format!("# 谈话\n\n## 正文\n\n> 王敏：“{body}”\n\n## 关键语录\n\n> 王敏：“{key}”\n"));
    let quotes: Vec<(_, &Vec<_>)> = note
        .records
        .iter()
        .filter_map(|record| match &record.body {
            Body::Quote(quote) => Some((record.id, &quote.same_as)),
            _ => None,
        })
        .collect();
    let [(one, ones), (other, others)] = quotes.as_slice() else { panic!("{quotes:?}") };
    assert_eq!(ones.contains(other), others.contains(one));
    ones.contains(other)
}

#[test]
fn a_quote_that_was_changed_is_not_the_same() {
    let body = "我不相信开源会赢，因为大公司有更多的算力。";
    assert!(!are_same(body, "我相信开源会赢，因为大公司有更多的算力。"));
    assert!(!are_same(body, "我不相信开源会赢，因为大公司有更少的算力。"));
    assert!(!are_same("到2027年底，我们会在全国有一百个站点。", "到2028年底，我们会在全国有一百个站点。"));
    assert!(are_same(body, "我不相信开源会赢——因为大公司有更多的算力！"));
    assert!(are_same(body, "我不相信开源会赢，大公司有更多的算力。"));
}

#[test]
fn what_turns_the_meaning_is_no_omission() {
    let altered = Making::Altered(Change::Negation);
    let expect = "我们[-不-]认为拆除是唯一的办法，修缮也可以";
    check([BUDGET, PEOPLE], "我们认为拆除是唯一的办法，修缮也可以。", altered, expect);
    check([BUDGET, PEOPLE], "拆除是唯一的办法，修缮也可以。", altered, "拆除是唯一的办法，修缮也可以");
}

#[test]
fn sentences_left_out_moved_or_joined_are_told_apart() {
    let expect = "我认为未来三年老城更新的预算会增加到12亿元[-其中四成用于管网-]，剩下的用于公共空间";
    let key = "我认为未来三年老城更新的预算会增加到12亿元，剩下的用于公共空间。";
    check([BUDGET, PEOPLE], key, Making::Abridged, expect);
    let key = "我们不认为拆除是唯一的办法，修缮也可以。居民最关心的不是外观，而是楼梯能不能走。";
    check([BUDGET, PEOPLE], key, Making::Altered(Change::Order), "我们不认为拆除是唯一的办法，修缮也可以");
    let key = "老城更新的预算会增加到12亿元，而且居民最关心的不是外观。";
    check([BUDGET, PEOPLE], key, Making::Combined, "老城更新的预算会增加到12亿元");
}

#[test]
fn words_of_nobody_have_no_source() {
    check([BUDGET, PEOPLE], "每一座城市都有自己的记忆，要让它继续生长。", Making::Unsourced, "");
}

#[test]
fn a_claim_rests_on_what_its_maker_said() {
    let note = read(
        "# 谈话\n\n## 观点与预测\n\n| 观点/预测 | 提出者 | 时间节点 | 详细说明 |\n|---|---|---|---|\n\
         | 电池价格将减半 | 李明 | 2028年 | 磷酸铁锂的产能已经过剩 |\n| 海运会改用氨燃料 | 王芳 | 2035年 | |\n\n\
         ## 能源\n\n> 李明：“磷酸铁锂的产能太多了，所以电池还会便宜一半。”\n\n\
         > 王芳：“电池价格减半我不信，磷酸铁锂的产能没有那么多。”\n\n> 王芳：“我们家的狗很喜欢坐船。”\n",
    );
    let words = |record: &&Record| record.text().chars().take(6).collect::<String>();
    let told: Vec<Vec<String>> = note
        .records
        .iter()
        .filter_map(|record| match &record.body {
            Body::Prediction(prediction) => Some(&prediction.supports),
            _ => None,
        })
        .map(|ids| note.records.iter().filter(|other| ids.contains(&other.id)).map(|it| words(&it)).collect())
        .collect();
    assert_eq!(told, [vec!["磷酸铁锂的产".to_owned()], vec![]]);
}
