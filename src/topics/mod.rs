//! The topic vocabulary: which topics there are, what readers may call them, and which headings they take in.
//!
//! Notes tell what a passage is about only by their headings, each in its author's words. The vocabulary maps those
//! words to a small set of topics that hold across notes, so that `--topic safety` means the same everywhere. It is
//! data (`data/topics.yaml`, whose head explains its form); a notes folder can add to it with a file of its own.
//! There are no weights, no statistics and no reading of bodies here: a heading has
//! a topic exactly where a phrase of the file says so.

mod names;
mod rules;
mod topic;

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use anyhow::Context;

pub use names::UnknownTopic;
pub use topic::Topic;

use crate::yaml;

use names::name_key;
use rules::{Rules, phrase_key};

/// The built-in vocabulary's file, as it is; what depends on the vocabulary is keyed by these bytes.
pub const BUILT_IN: &str = include_str!("../../data/topics.yaml");

/// The topics that headings are sorted under.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    topics: Vec<Topic>,
    /// Folding some thousand phrases costs more than reading them, and only parsing needs them: made on first use.
    rules: OnceLock<Rules>,
}

/// What is wrong with a vocabulary's file.
#[derive(Debug, thiserror::Error)]
pub enum VocabularyError {
    /// It is no YAML, or no list of topics.
    #[error("not a list of topics")]
    Form(#[source] yaml::ReadError),
    /// Its brackets nest deeper than those of any list of topics.
    #[error("not a list of topics: its brackets nest too deep")]
    TooDeep,
    /// Two topics have one slug.
    #[error("two topics have the slug `{0}`")]
    DuplicateSlug(String),
    /// A slug holds something other than small letters, digits and hyphens.
    #[error("`{0}` is no slug: use small letters, digits and hyphens")]
    BadSlug(String),
    /// A name or an alias occurs twice, in one topic or in two.
    #[error("`{name}` is a name of `{first}` and again of `{second}`")]
    DuplicateName {
        /// The name as the later topic has it.
        name: String,
        /// Slug of the topic that has it first.
        first: String,
        /// Slug of the topic that has it again; may be the same one.
        second: String,
    },
    /// A name or alias without words.
    #[error("topic `{0}` has an empty name")]
    EmptyName(String),
    /// No phrase under `any`, or a phrase without words, which would be in every heading.
    #[error("topic `{0}` has an empty rule")]
    EmptyRule(String),
}

impl Vocabulary {
    /// The vocabulary that is compiled into the program.
    ///
    /// # Errors
    /// If the file is damaged, which a test rules out.
    pub fn built_in() -> anyhow::Result<Self> {
        // The checks cost as much as the reading; a test makes them once for all.
        Self::read(BUILT_IN).context("the built-in topic vocabulary is damaged")
    }

    /// Reads a vocabulary's file and checks it.
    ///
    /// # Errors
    /// If it is no list of topics, or says one thing twice, or has an empty name or rule.
    pub fn from_yaml(text: &str) -> Result<Self, VocabularyError> {
        let vocabulary = Self::read(text)?;
        vocabulary.check()?;
        Ok(vocabulary)
    }

    /// This vocabulary with the other's topics: one whose slug is known replaces its namesake in its place, the
    /// others follow at the end. A name that the other gives to a topic of its own is no longer an alias of another.
    ///
    /// # Errors
    /// If the other gives a topic the very slug or name of another topic here.
    pub fn merged_with(mut self, other: Vocabulary) -> Result<Self, VocabularyError> {
        let claimed: Vec<String> =
            other.topics.iter().flat_map(Topic::names).map(|(_, name)| name_key(name)).collect();
        for topic in &mut self.topics {
            topic.aliases.retain(|alias| !claimed.contains(&name_key(alias)));
        }
        for topic in other.topics {
            match self.topics.iter_mut().find(|known| known.slug == topic.slug) {
                Some(known) => *known = topic,
                None => self.topics.push(topic),
            }
        }
        self.rules = OnceLock::new();
        self.check()?;
        Ok(self)
    }

    /// Every topic, in the vocabulary's order.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// The slugs of the topics that a heading (or a claim) is about, in the vocabulary's order.
    pub fn classify(&self, heading: &str) -> Vec<String> {
        let rules = self.rules.get_or_init(|| Rules::new(&self.topics));
        rules.find(&phrase_key(heading)).into_iter().map(|topic| self.topics[topic].slug.clone()).collect()
    }

    /// Those of the built-in topics that may have one of these names, which are normalised. The other topics are not
    /// even read: a search for names has no millisecond for them.
    ///
    /// # Errors
    /// If the built-in vocabulary is damaged.
    pub fn built_in_naming<'n>(names: impl Iterator<Item = &'n str> + Clone) -> anyhow::Result<Self> {
        let mut wanted = String::new();
        for topic in BUILT_IN.split("\n- ").skip(1) {
            // Lists are folded over several lines, and a name may be too.
            let flat = topic.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
            if names.clone().any(|name| flat.contains(name)) {
                wanted.push_str("\n- ");
                wanted.push_str(topic);
            }
        }
        if wanted.is_empty() {
            return Ok(Vocabulary::default());
        }
        Self::read(&wanted).context("the built-in topic vocabulary is damaged")
    }

    fn read(text: &str) -> Result<Self, VocabularyError> {
        let topics = yaml::read(text).map_err(|error| match error {
            yaml::ReadError::TooDeep => VocabularyError::TooDeep,
            yaml::ReadError::Form(_) => VocabularyError::Form(error),
        })?;
        Ok(Vocabulary { topics, rules: OnceLock::new() })
    }

    fn check(&self) -> Result<(), VocabularyError> {
        let mut slugs = HashSet::new();
        let mut names: HashMap<String, usize> = HashMap::new();
        for (position, topic) in self.topics.iter().enumerate() {
            let slug = &topic.slug;
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if slug.is_empty() || !slug.chars().all(plain) {
                return Err(VocabularyError::BadSlug(slug.clone()));
            }
            if !slugs.insert(slug) {
                return Err(VocabularyError::DuplicateSlug(slug.clone()));
            }
            for (is_alias, name) in topic.names() {
                let key = name_key(name);
                if key.is_empty() {
                    return Err(VocabularyError::EmptyName(slug.clone()));
                }
                // The slug is often the English name; an alias that says no more than they do is a slip.
                if let Some(first) = names.insert(key, position)
                    && (first != position || is_alias)
                {
                    let first = self.topics[first].slug.clone();
                    return Err(VocabularyError::DuplicateName {
                        name: name.to_owned(),
                        first,
                        second: slug.clone(),
                    });
                }
            }
            let empty = |phrase: &str| phrase_key(phrase).is_empty();
            if topic.any.iter().next().is_none() || topic.any.iter().chain(topic.not.iter()).any(empty) {
                return Err(VocabularyError::EmptyRule(slug.clone()));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTE: &str = include_str!("../../data/notes/2026-01-26-openai-town-hall.md");

    fn built_in() -> Vocabulary {
        Vocabulary::built_in().unwrap()
    }

    fn slug(value: &str) -> Result<String, String> {
        built_in().resolve(value).map(|topic| topic.slug.clone()).map_err(|error| error.to_string())
    }

    fn topics(heading: &str) -> Vec<String> {
        built_in().classify(heading)
    }

    fn yaml(entries: &[&str]) -> Result<Vocabulary, VocabularyError> {
        Vocabulary::from_yaml(&entries.concat())
    }

    fn headings(mark: &str) -> Vec<&'static str> {
        let headings: Vec<&str> = NOTE.lines().filter_map(|line| line.strip_prefix(mark)).collect();
        assert!(headings.len() > 20, "{headings:?}");
        headings
    }

    const BIRDS: &str =
        "- {slug: birds, chinese: 鸟, english: Birds, aliases: [飞禽], any: [鸟], not: [鸟瞰]}\n";
    const SPACE: &str = "- {slug: space, chinese: 太空, english: Space, any: [太空]}\n";

    #[test]
    fn built_in_file_is_clean() {
        let vocabulary = Vocabulary::from_yaml(BUILT_IN).unwrap();
        assert_eq!(vocabulary.topics(), built_in().topics());
    }

    #[test]
    fn built_in_rules_say_nothing_twice_and_each_exception_excepts_something() {
        for topic in built_in().topics() {
            let keys: Vec<String> = topic.any.iter().map(phrase_key).collect();
            for (position, key) in keys.iter().enumerate() {
                assert!(!keys[..position].contains(key), "{}: {key} twice", topic.slug);
            }
            for exception in topic.not.iter().map(phrase_key) {
                assert!(
                    keys.iter().any(|key| exception.contains(key)),
                    "{}: {exception} is idle",
                    topic.slug
                );
            }
        }
    }

    #[test]
    fn each_topic_is_reached_by_each_of_its_names() {
        let vocabulary = built_in();
        for topic in vocabulary.topics() {
            for (_, name) in topic.names() {
                let form = format!(" {} ", name.to_uppercase().replace('-', " "));
                assert_eq!(vocabulary.resolve(&form).map(|found| &found.slug), Ok(&topic.slug), "{form}");
            }
        }
    }

    #[test]
    fn slug_chinese_name_alias_and_unique_prefix_mean_the_same() {
        for value in
            ["safety", "安全", "biosecurity", "saf", "biosec", "ＳＡＦＥＴＹ", "AI-Safety", "網絡 安全"]
        {
            assert_eq!(slug(value).as_deref(), Ok("safety"), "{value}");
        }
    }

    #[test]
    fn topics_that_have_a_name_are_read_alone() {
        let slugs = |name: &str| {
            let found = Vocabulary::built_in_naming([name].into_iter()).unwrap();
            found.topics().iter().map(|topic| topic.slug.clone()).collect::<Vec<_>>()
        };
        assert!(slugs("推理成本").contains(&"inference".to_owned()));
        assert!(slugs("推理成本").len() < 5);
        assert_eq!(slugs("zzzz"), Vec::<String>::new());
        // Every topic is found by each of its names.
        for topic in Vocabulary::built_in().unwrap().topics() {
            for (_, name) in topic.names() {
                let name = crate::text::normalise_text(name);
                assert!(slugs(&name).contains(&topic.slug), "{name} of {}", topic.slug);
            }
        }
    }

    #[test]
    fn unknown_value_names_the_near_topics() {
        assert_eq!(slug("saefty").unwrap_err(), "unknown topic `saefty`; near: safety");
        assert_eq!(slug("机器人学").unwrap_err(), "unknown topic `机器人学`; near: robotics");
        assert_eq!(slug("烹饪").unwrap_err(), "unknown topic `烹饪`");
        assert_eq!(slug("　").unwrap_err(), "unknown topic `　`");
    }

    #[test]
    fn ambiguous_prefix_names_its_candidates() {
        assert_eq!(slug("in").unwrap_err(), "ambiguous topic `in`; one of: inference, investment");
        assert_eq!(slug("rob").as_deref(), Ok("robotics"));
        let error = built_in().resolve("s").unwrap_err();
        assert!(error.ambiguous && error.near.contains(&"safety".to_owned()) && error.near.len() > 2);
    }

    #[test]
    fn headings_of_the_town_hall_have_safety_where_they_should() {
        let of_safety = |heading: &&str| topics(heading).contains(&"safety".to_owned());
        let found: Vec<&str> = ["## ", "### "].into_iter().flat_map(headings).filter(of_safety).collect();
        let expected =
            ["AI安全与生物安全", "Agent系统的失败模式", "生物技术风险", "全球安全基础设施", "关于AI安全"];
        assert_eq!(found, expected);
    }

    #[test]
    fn each_content_heading_of_the_town_hall_has_a_topic() {
        let frame = ["视频基本信息", "目录", "核心观点与预测", "关键语录", "术语表"];
        for heading in headings("## ") {
            assert_eq!(
                topics(heading).is_empty(),
                frame.contains(&heading),
                "{heading}: {:?}",
                topics(heading)
            );
        }
    }

    #[test]
    fn heading_has_every_topic_it_names() {
        assert_eq!(topics("软件工程招聘与面试变化"), ["coding", "jobs"]);
        assert_eq!(topics("大学教育与天使投资"), ["investment", "education"]);
        assert_eq!(topics("多智能体系统的失败模式"), ["agents", "safety"]);
    }

    #[test]
    fn exception_takes_only_the_phrase_that_it_holds() {
        assert_eq!(topics("心理安全感"), ["organization"]);
        assert_eq!(topics("安全感与AI安全"), ["safety"]);
        assert_eq!(topics("数据中心的耗水"), ["compute"]);
    }

    #[test]
    fn latin_phrases_are_whole_words_and_han_phrases_are_not() {
        assert_eq!(topics("一周一次的Reagent采购"), [""; 0]);
        assert_eq!(topics("AI Agents的记忆"), ["agents", "personalization"]);
        assert_eq!(topics("GPT4与GPT-5.2"), ["models"]);
        assert_eq!(topics("The Agentss"), [""; 0]);
        assert_eq!(topics("start-up"), topics("start up"));
    }

    #[test]
    fn case_width_script_and_spacing_do_not_matter() {
        for heading in ["AI代理平台", "ai 代理平台", "ＡＩ　代理平台", "AI 代 理平台"] {
            assert_eq!(topics(heading), ["agents"], "{heading}");
        }
        assert_eq!(topics("機器學習"), ["training"]);
        assert_eq!(topics("Go-to-Market瓶颈"), topics("go to market 瓶颈"));
    }

    #[test]
    fn folder_vocabulary_adds_and_replaces() {
        let base = yaml(&[BIRDS, SPACE]).unwrap();
        let own = "- {slug: space, chinese: 航天, english: Space, any: [火箭]}\n\
                   - {slug: chicken, chinese: 鸡, english: Chicken, aliases: [飞禽], any: [鸡]}\n";
        let merged = base.merged_with(Vocabulary::from_yaml(own).unwrap()).unwrap();
        let slugs: Vec<&str> = merged.topics().iter().map(|topic| topic.slug.as_str()).collect();
        assert_eq!(slugs, ["birds", "space", "chicken"]);
        assert_eq!(merged.resolve("飞禽").unwrap().slug, "chicken");
        assert_eq!(merged.classify("太空里的鸟"), ["birds"]);
        assert_eq!(merged.classify("鸟瞰火箭"), ["space"]);
        let clash = "- {slug: x, chinese: 鸟, english: X, any: [x]}\n";
        let error = merged.merged_with(Vocabulary::from_yaml(clash).unwrap()).unwrap_err();
        assert_eq!(error.to_string(), "`鸟` is a name of `birds` and again of `x`");
    }

    #[test]
    fn faults_of_a_file_are_named() {
        let check = |entry: &str, message: &str| {
            assert_eq!(yaml(&[BIRDS, entry]).unwrap_err().to_string(), message, "{entry}");
        };
        check(BIRDS, "two topics have the slug `birds`");
        check(
            "- {slug: a b, chinese: 甲, english: A, any: [x]}",
            "`a b` is no slug: use small letters, digits and hyphens",
        );
        check(
            "- {slug: a, chinese: 飞禽, english: A, any: [x]}",
            "`飞禽` is a name of `birds` and again of `a`",
        );
        check(
            "- {slug: a, chinese: 甲, english: A, aliases: [甲], any: [x]}",
            "`甲` is a name of `a` and again of `a`",
        );
        check("- {slug: a, chinese: '', english: A, any: [x]}", "topic `a` has an empty name");
        check("- {slug: a, chinese: 甲, english: A, any: []}", "topic `a` has an empty rule");
        check("- {slug: a, chinese: 甲, english: A, any: [x, '-']}", "topic `a` has an empty rule");
        check("- {slug: a, chinese: 甲, english: A, all: [x]}", "not a list of topics");
        check("only words", "not a list of topics");
    }
}
