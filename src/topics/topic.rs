//! One topic as a vocabulary's file has it.

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};

/// A topic of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// What scripts call it, as `safety`.
    pub slug: String,
    /// Its Chinese name.
    pub chinese: String,
    /// Its English name.
    pub english: String,
    /// Other names that a reader may ask for.
    #[serde(default, deserialize_with = "aliases")]
    pub aliases: Vec<String>,
    /// Phrases; a heading that holds one of them has the topic.
    pub(super) any: List,
    /// Phrases within which one of `any` does not count.
    #[serde(default)]
    pub(super) not: List,
}

impl Topic {
    /// Slug, names and aliases, in this order, and whether each is an alias.
    pub(super) fn names(&self) -> impl Iterator<Item = (bool, &str)> {
        let names = [&self.slug, &self.chinese, &self.english].map(|name| (false, name.as_str()));
        names.into_iter().chain(self.aliases.iter().map(|alias| (true, alias.as_str())))
    }
}

/// A list of names or phrases. The file has it as text with commas, since a scalar for each of some thousand phrases
/// takes YAML thrice the time, and the text is taken apart where it is needed; a YAML list is understood as well.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct List(String);

impl List {
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split([',', '，', '\n']).map(str::trim).filter(|item| !item.is_empty())
    }
}

impl<'de> Deserialize<'de> for List {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Items;

        impl<'de> Visitor<'de> for Items {
            type Value = List;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a list, or text with commas")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<List, E> {
                Ok(List(text.to_owned()))
            }

            fn visit_string<E: serde::de::Error>(self, text: String) -> Result<List, E> {
                Ok(List(text))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<List, A::Error> {
                let mut list = String::new();
                while let Some(item) = items.next_element::<String>()? {
                    list.push_str(&item);
                    list.push('\n');
                }
                Ok(List(list))
            }
        }

        source.deserialize_any(Items)
    }
}

fn aliases<'de, D: Deserializer<'de>>(source: D) -> Result<Vec<String>, D::Error> {
    Ok(List::deserialize(source)?.iter().map(str::to_owned).collect())
}
