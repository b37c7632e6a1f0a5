//! Who attends a meeting, as its minutes list them: `与会人：林远、周舟`, `林远（@lin-yuan，某厂）`.

use std::collections::{HashMap, HashSet};

use crate::language::surname::in_pinyin;
use crate::language::{lexicon, name_shape};
use crate::parse::syntax::line::Line;
use crate::parse::syntax::name_list::Listed;
use crate::parse::syntax::written_names;

/// Those who attend; nobody where the note is no minutes.
#[derive(Debug, Default)]
pub(crate) struct Attendance {
    names: HashSet<String>,
    /// What they are called by elsewhere, folded, and whose it is; `None` where it is that of several. In pinyin, and by the
    /// accounts beside their names.
    accounts: HashMap<String, Option<String>>,
}

impl Attendance {
    /// `attendees`: those below a line that says no more than that they attend.
    pub(super) fn of(lines: &[Line<'_>], attendees: &[Listed]) -> Self {
        /// With fewer names it may be anything.
        const FEWEST: usize = 2;
        let mut names: HashSet<String> = attendees.iter().map(|listed| listed.name.clone()).collect();
        let mut is_list_open = false;
        for line in lines {
            match &line.lead {
                Some(lead) if lexicon::ATTENDANCE.occur_in(&lead.name.to_lowercase()) => {
                    is_list_open = line.words().trim().is_empty();
                    names.extend(listed(line.words()));
                }
                _ if is_list_open && line.place.bullet.is_some() => names.extend(listed(line.text())),
                _ => is_list_open = false,
            }
        }
        if names.len() < FEWEST {
            return Attendance::default();
        }
        let mut accounts: HashMap<String, Option<String>> = HashMap::new();
        let beside =
            attendees.iter().flat_map(|one| accounts_beside(one).map(|account| (account, &one.name)));
        let in_pinyin =
            names.iter().flat_map(|name| in_pinyin(name).into_iter().map(move |spelled| (spelled, name)));
        for (account, name) in beside.chain(in_pinyin) {
            let whose = accounts.entry(account).or_insert_with(|| Some(name.clone()));
            if whose.as_ref() != Some(name) {
                *whose = None;
            }
        }
        Attendance { names, accounts }
    }

    /// Whether the note is the minutes of a meeting.
    pub(crate) fn is_minutes(&self) -> bool {
        !self.names.is_empty()
    }

    /// Whether these words name one of those who attend: in full, by the given name alone, or by the surname with a title
    /// or a nickname (林博, 林core).
    pub(crate) fn names(&self, words: &str) -> bool {
        if self.names.is_empty() || words.chars().count() < 2 {
            return false;
        }
        let is_latin = words.chars().all(|character| character.is_ascii_alphabetic());
        let is_part = |name: &String| {
            let is_given = name != words && name.ends_with(words) && name.chars().all(name_shape::is_han);
            is_given || is_latin && name.split(' ').any(|word| word == words)
        };
        self.names.contains(words)
            || self.names.iter().any(is_part)
            || self.calls(words)
            || self.called(words).is_some()
    }

    /// The name of the one whose account this is, or whose name in pinyin.
    pub(crate) fn called(&self, words: &str) -> Option<&str> {
        if self.accounts.is_empty() || !words.is_ascii() {
            return None;
        }
        self.accounts.get(&folded(words))?.as_deref()
    }

    fn calls(&self, words: &str) -> bool {
        const SHORT_TITLES: [&str; 7] = ["博", "总", "工", "哥", "姐", "老", "委员"];
        let Some(surname) = words.chars().next().filter(|first| name_shape::is_han(*first)) else {
            return false;
        };
        let title = words[surname.len_utf8()..].trim();
        let is_nickname =
            (2..=8).contains(&title.len()) && title.chars().all(|character| character.is_ascii_alphabetic());
        (is_nickname || SHORT_TITLES.contains(&title) || lexicon::TITLES.contains(title))
            && self.names.iter().any(|name| name.starts_with(surname))
    }
}

/// The accounts that stand beside a name: `@lin-yuan`.
fn accounts_beside(listed: &Listed) -> impl Iterator<Item = String> {
    /// In bytes.
    const SHORTEST: usize = 3;
    let words = listed.remark.iter().flat_map(|words| words.split([',', '，', '、', ' ', ';', '；']));
    let marked = words.filter_map(|word| word.trim().strip_prefix('@'));
    // What stands there alone is taken for another name.
    let alone =
        listed.others.iter().map(String::as_str).filter(|name| name.is_ascii() && !name.contains(' '));
    marked.chain(alone).map(folded).filter(|account| account.len() >= SHORTEST)
}

/// An account or a name without what parts its words.
fn folded(words: &str) -> String {
    let letters = words.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

/// The names of a list, each without the department before it.
fn listed(words: &str) -> impl Iterator<Item = String> {
    const LONGEST: usize = 24;
    let names = written_names::names(words.trim().trim_end_matches(['。', '.', '、', '，', ',']));
    names.into_iter().map(|(name, _)| name).filter(|name| name.chars().count() <= LONGEST).map(|name| {
        let is_latin = name.is_ascii();
        match name.rsplit_once([' ', '：', ':', '-']) {
            Some((_, last)) if !is_latin && !last.trim().is_empty() => last.trim().to_owned(),
            _ => name,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::Attendance;
    use crate::markdown;
    use crate::parse::{frame, lines};

    #[test]
    fn attendees_are_named_in_full_or_in_short() {
        let text = "与会人：林远、产品部 周舟，吴一鸣。\n\n林远：好。\n";
        let document = markdown::read(text);
        let lines = lines::read(&document, &frame::read("", text, &document)).lines;
        let attendance = Attendance::of(&lines, &[]);
        for words in ["林远", "周舟", "一鸣", "林博", "林core", "周老师", "linyuan", "Zhou Zhou", "yiming.wu"]
        {
            assert!(attendance.names(words), "{words}");
        }
        for words in ["林", "王博", "结论", "林某某", "舟", "yuan", "linux"] {
            assert!(!attendance.names(words), "{words}");
        }
    }
}
