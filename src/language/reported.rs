//! To whom a clause gives the words that it announces, where it names somebody: `网友给李明留言` and `李明笔下的船长说` name one who
//! says nothing.

use super::clause;
use super::lexicon;
use super::name_shape::{self, Shape};
use crate::text::marks::MIDDLE_DOTS;

/// Whether the words that a clause announces may be those of somebody whom it names.
pub(crate) fn gives_words_to(clause: &str, name: &str) -> bool {
    let Some((before, behind)) = around(clause, name) else { return true };
    let before = before.trim_end();
    // `主持人代李明念道`; 当代 and 古代 are no such.
    let is_in_place = || {
        let instead = before.strip_suffix('代');
        instead.is_some_and(|one| matches!(name_shape::shape(one), Shape::Person | Shape::Role))
    };
    let is_done_to = lexicon::DONE_TO.end(before) || lexicon::SUPPOSED.occur_in(before) || is_in_place();
    // `在李明看来`
    !is_done_to && (before.ends_with('在') || !is_of_others(behind.trim_start()))
}

/// What stands before and behind a name in a clause, or a part of one that has several: 哈萨比斯 of 德米斯·哈萨比斯.
fn around<'c>(clause: &'c str, name: &str) -> Option<(&'c str, &'c str)> {
    let is_letter = |character: char| character.is_alphabetic() && !name_shape::is_han(character);
    let is_part = |part: &&str| part.len() < name.len() && part.chars().count() > 1;
    let parts = || name.split(|c| c == ' ' || MIDDLE_DOTS.contains(&c)).filter(is_part);
    let is_whole =
        |(before, behind): &(&str, &str)| !before.ends_with(is_letter) && !behind.starts_with(is_letter);
    clause.split_once(name).or_else(|| parts().filter_map(|part| clause.split_once(part)).find(is_whole))
}

/// Whether a heading that names somebody may head their words: `李明谈茶`, but not `致李明`, `李明没有来`, `李明的母亲`.
pub(crate) fn heads_words_of(title: &str, name: &str) -> bool {
    let Some((before, behind)) = title.split_once(name) else { return true };
    let of = behind.strip_prefix('的').unwrap_or(behind);
    let is_of_theirs = lexicon::CLOSE_ONES.start(of) || lexicon::ABOUT_SOMEBODY.start(of);
    let is_absent = behind.starts_with(['没', '未', '不', '之']);
    // 谈 is done to somebody, and 访谈 is what the words stand in.
    let before = before.trim_end();
    let is_done_to = lexicon::HEADED_TO.iter().any(|verb| {
        let rest = before.strip_suffix(verb);
        rest.is_some_and(|rest| verb.chars().nth(1).is_some() || !rest.ends_with(name_shape::is_han))
    });
    !is_done_to && !is_of_theirs && !is_absent
}

/// Whether what stands behind a name tells of somebody or something else, or that its bearer has said nothing.
fn is_of_others(behind: &str) -> bool {
    let is_work = behind.strip_prefix('的').is_some_and(|of| lexicon::WORKS.start(of));
    let is_of_book = || {
        let inner = behind.strip_prefix('《').and_then(|book| book.split_once('》'));
        inner.is_some_and(|(_, after)| after.contains('的'))
    };
    let has_joined =
        || behind.starts_with(['和', '与', '跟', '同', '、']) && lexicon::TOGETHER.occur_in(behind);
    let comes_to = || lexicon::COMING_TO.occur_in(behind) && !clause::ends_in_saying(behind);
    !is_work && (clause::is_of_theirs(behind) || comes_to() || lexicon::WRITTEN.end(behind))
        || lexicon::ABOUT_SOMEBODY.start(behind)
        || behind.starts_with(name_shape::is_han) && lexicon::BELONGING_TO_SOMEBODY.start(behind)
        || is_body(behind)
        || is_theirs_in_english(behind)
        || is_of_book()
        || has_joined()
        || is_negated(behind)
        || is_citing(behind)
        || cited(behind).is_some()
}

/// `基金会`, `公司表示`: a body that is named after somebody.
fn is_body(behind: &str) -> bool {
    let after =
        |rest: &str| rest.is_empty() || clause::starts_with_saying(rest) && clause::ends_in_saying(rest);
    lexicon::BODIES.after_start(behind).any(after)
}

/// `'s first wife`, `family`
fn is_theirs_in_english(behind: &str) -> bool {
    let of = ["'s ", "’s "].iter().find_map(|mark| behind.strip_prefix(mark));
    let words = of.unwrap_or(behind);
    let last = words.rsplit(' ').next().unwrap_or(words);
    words.is_ascii()
        && !words.is_empty()
        && (of.is_some() || last.len() == words.len())
        && lexicon::BELONGING_TO_SOMEBODY.contains(&last.to_ascii_lowercase())
}

/// `没有说`, `从未这样说过`
fn is_negated(behind: &str) -> bool {
    /// In characters, behind the negation.
    const LONGEST: usize = 6;
    lexicon::NEGATED_SAYING.after_start(behind).any(|saying| {
        let saying = saying.trim_end_matches(['过', '了']);
        saying.chars().count() <= LONGEST && clause::ends_in_saying(saying)
    })
}

/// `引用了一封邮件`: the words are not those of who cites them, but `引用数据指出` goes on to their own.
fn is_citing(behind: &str) -> bool {
    let cites = lexicon::CITING.after_start(behind).next();
    cites.is_some_and(|cited| !cited.contains("自己") && !clause::ends_in_saying(cited))
}

/// Whose words a clause says that it cites: `我在这里引用李明的话`, `听李明说`.
pub(crate) fn cited(clause: &str) -> Option<&str> {
    /// In characters.
    const LONGEST: usize = 16;
    let name = |after: &'_ str, is_said: &dyn Fn(&str) -> bool| {
        let after = after.trim_start();
        let mut ends = after.char_indices().map(|(end, _)| end).skip(2).take(LONGEST);
        let is_name = |end: &usize| {
            is_said(after[*end..].trim_start()) && name_shape::shape(after[..*end].trim()) == Shape::Person
        };
        ends.find(is_name).map(|end| after[..end].trim().len())
    };
    let is_said = |after: &str| after.starts_with(['说', '讲', '写']) || after.starts_with("的话");
    let cited = lexicon::CITING
        .around(clause)
        .map(|(_, after)| (after, name(after, &|after| after.starts_with('的'))));
    let heard = lexicon::HEARING.around(clause).map(|(_, after)| (after, name(after, &is_said)));
    cited.chain(heard).find_map(|(after, length)| Some(&after.trim_start()[..length?]))
}

/// Whether a clause that names nobody announces what is written somewhere, or what others say who take no part: `有一句老话`,
/// `报道称`, `AI 的回答`. `谈到这条公告` is about one.
pub(crate) fn is_of_outsiders(clause: &str) -> bool {
    const ABOUT: [&str; 6] = ["谈", "关于", "对", "就", "针对", "说到"];
    let clause = clause.trim();
    if ABOUT.iter().any(|about| clause.starts_with(about)) || clause::starts_with_pronoun(clause) {
        return false;
    }
    let mut core = clause;
    while let Some(shorter) = lexicon::TAILS_OF_WRITTEN.before_end(core).min_by_key(|core| core.len()) {
        core = shorter.trim_end();
    }
    let outsiders = || lexicon::OUTSIDERS.after_start(clause).map(str::trim_start);
    let mut says = outsiders().map(|behind| {
        let of = behind.strip_prefix('的');
        of.is_some_and(|of| lexicon::SPEECH.start(of) || lexicon::WRITTEN.start(of))
            || clause::ends_in_saying(behind)
    });
    lexicon::WRITTEN.end(&core.replace(' ', "")) || lexicon::TAKEN_FROM.start(clause) || says.any(|says| says)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_gives_words_to_its_subject() {
        for clause in [
            "李明说",
            "用李明的话说",
            "听完这些，李明说",
            "李明的回答是",
            "李明在书里写道",
            "李明的日记里写着",
            "李明没有多想",
            "李明不同意",
            "李明对记者说",
            "李明最爱说的一句话是",
            "李明公司年会上说",
            "李明同学说",
            "李明朋友圈写道",
            "李明引用数据指出",
            "李明引用了自己的书",
        ] {
            assert!(gives_words_to(clause, "李明"), "{clause}");
        }
        for clause in [
            "网友给李明留言",
            "谣传李明说",
            "李明墓碑上刻着",
            "李明的母亲说",
            "李明没有说",
            "李明从未这样说过",
            "李明笔下的船长说",
            "李明《茶经》里的茶农说",
            "李明和王芳齐声说",
            "李明身后有人喊",
            "李明听王芳说",
            "李明妈妈",
            "李明夫人说",
            "李明公司",
            "李明基金会表示",
            "李明数字人",
            "李明们",
            "李明引用了一封邮件",
            "李明转述工人的原话",
        ] {
            assert!(!gives_words_to(clause, "李明"), "{clause}");
        }
        for clause in ["Bell's wife", "Anna Bell’s first husband", "Bell family", "安娜·贝尔团队"] {
            let name =
                if clause.is_ascii() || clause.contains('’') { "Anna Bell" } else { "安娜·贝尔" };
            assert!(!gives_words_to(clause, name), "{clause}");
        }
        for clause in ["Bell's answer", "Bell on the family", "Anna Bell", "Bellows family"] {
            assert!(gives_words_to(clause, "Anna Bell"), "{clause}");
        }
    }

    #[test]
    fn a_heading_need_not_head_the_words_of_whom_it_names() {
        for title in ["李明", "李明：茶", "茶（李明）", "李明谈茶", "对话李明", "李明的看法", "李明眼里的茶"]
        {
            assert!(heads_words_of(title, "李明"), "{title}");
        }
        for title in ["致李明", "怀念李明", "给李明的信", "李明没有来", "李明的母亲", "李明学生的提问"]
        {
            assert!(!heads_words_of(title, "李明"), "{title}");
        }
    }

    #[test]
    fn a_clause_tells_whom_it_cites() {
        assert_eq!(cited("我在这里 引用 Li Ming 的话"), Some("Li Ming"));
        assert_eq!(cited("李明转述王芳的话说"), Some("王芳"));
        assert_eq!(cited("引用下面的话"), None);
    }

    #[test]
    fn written_words_are_no_guests() {
        for clause in
            ["有一句老话", "广告词是这样的", "报道称", "公告全文", "AI 的回答", "反对者认为", "摘自某报"]
        {
            assert!(is_of_outsiders(clause), "{clause}");
        }
        for clause in ["谈到这条公告", "这一节的核心是", "他的评论", "核心观点", "最后一句"]
        {
            assert!(!is_of_outsiders(clause), "{clause}");
        }
    }
}
