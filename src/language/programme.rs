//! Which of a note's facts names the programme, channel or event that a talk was part of.

use super::{Words, lexicon};

/// What the facts, keys with values, name; the programme before the channel, that before the event.
pub(crate) fn programme(facts: &[(String, String)]) -> Option<String> {
    let of = |keys: &Words, fits: &dyn Fn(&str) -> bool| {
        let named = facts.iter().filter(|(key, _)| keys.contains(&key.trim().to_lowercase()));
        named.map(|(_, value)| value.trim()).find(|value| is_name(value) && fits(value)).map(without_marks)
    };
    let is_channel = |value: &str| {
        value.starts_with('《') && value.ends_with('》') || lexicon::CHANNELS.end(&value.to_lowercase())
    };
    of(&lexicon::PROGRAMME_KEYS, &|_| true)
        .or_else(|| of(&lexicon::CHANNEL_KEYS, &|_| true))
        .or_else(|| of(&lexicon::EVENT_KEYS, &|_| true))
        .or_else(|| of(&lexicon::SOURCE_KEYS, &is_channel))
}

/// Whether a value can be a name at all.
fn is_name(value: &str) -> bool {
    const LONGEST: usize = 60;
    !value.is_empty() && !value.contains("://") && value.chars().count() <= LONGEST
}

/// 《十字路口》 without its marks; what is more than one title keeps them.
fn without_marks(value: &str) -> String {
    let inner = value.strip_prefix('《').and_then(|rest| rest.strip_suffix('》'));
    inner.filter(|inner| !inner.contains(['《', '》'])).unwrap_or(value).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(facts: &[(&str, &str)], expect: Option<&str>) {
        let facts: Vec<_> =
            facts.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        assert_eq!(programme(&facts).as_deref(), expect);
    }

    #[test]
    fn a_programme_goes_before_a_channel_and_that_before_an_event() {
        check(&[("频道", "远山电台"), ("节目名称", "《夜航》")], Some("夜航"));
        check(&[("活动", "年会"), ("Channel", "Far Hills")], Some("Far Hills"));
        check(&[("活动", "年会")], Some("年会"));
    }

    #[test]
    fn a_source_is_one_only_where_it_is_named_as_such() {
        check(&[("来源", "《夜航》")], Some("夜航"));
        check(&[("来源", "远山播客")], Some("远山播客"));
        check(&[("来源", "YouTube")], None);
        check(&[("节目", "https://example.org/1")], None);
        check(&[("嘉宾", "李明")], None);
    }
}
