//! The order that a user wants.
//!
//! Where nobody says which way round, counts and scores go from the greatest, all else from the least: numbers, days, words by
//! their sound. Words in Chinese are sorted by pinyin, among words in letters, as an address book has them. What has no value
//! comes last, either way round; equals stay in the order of the listing.

use std::cmp::Ordering;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::super::Item;
use super::value::value;
use super::{Field, FieldKind};
use crate::text::{fold_text, readings};

/// An order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrangement {
    /// By these, the first that differs counts.
    Sorted(Vec<SortKey>),
    /// By chance, the same for the same seed. Things keep their order among each other when others come or go.
    Random(u64),
}

/// What decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortKey {
    /// A field.
    pub field: Field,
    /// Which way round.
    pub direction: Direction,
}

/// Which way round an order goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Direction {
    /// As the field has it by itself: from the greatest where more is better, else from the least.
    #[default]
    Own,
    /// From the least, the earliest, the first of the alphabet.
    Rising,
    /// From the greatest, the latest, the last of the alphabet.
    Falling,
}

/// Puts things in order.
pub fn arrange(items: &mut Vec<Item>, arrangement: &Arrangement) {
    match arrangement {
        Arrangement::Random(seed) => {
            items.sort_by_cached_key(|item| xxh3_64_with_seed(identity(item).as_bytes(), *seed));
        }
        Arrangement::Sorted(keys) => {
            let values = |item: Item| {
                let values =
                    keys.iter().map(|key| SortValue::of(&value(&item, key.field.name), key.field.kind));
                (values.collect::<Vec<_>>(), item)
            };
            let mut decorated: Vec<(Vec<SortValue>, Item)> =
                std::mem::take(items).into_iter().map(values).collect();
            decorated.sort_by(|(one, _), (other, _)| {
                let orders =
                    keys.iter().zip(one.iter().zip(other)).map(|(key, (one, other))| key.order(one, other));
                orders.fold(Ordering::Equal, Ordering::then)
            });
            items.extend(decorated.into_iter().map(|(_, item)| item));
        }
    }
}

/// What a thing is told from others by.
fn identity(item: &Item) -> String {
    match item {
        Item::Record(entry) => entry.record.id.to_string(),
        Item::Topic(topic) => topic.slug.clone(),
        Item::Person(person) => person.name.clone(),
        Item::Fact(fact) => {
            fact.names().fold(fact.place(), |identity, name| format!("{identity}\t{}", fact.value(name)))
        }
    }
}

/// A value in a form that can be compared.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum SortValue {
    Number(f64),
    Text { sound: String, text: String },
    Nothing,
}

impl SortValue {
    pub(super) fn of(value: &str, kind: FieldKind) -> SortValue {
        match kind {
            _ if value.is_empty() => SortValue::Nothing,
            FieldKind::Number | FieldKind::Count | FieldKind::Score | FieldKind::Seconds => {
                value.parse().map_or(SortValue::Nothing, SortValue::Number)
            }
            // A day is written from its year on.
            FieldKind::Day | FieldKind::Truth => {
                SortValue::Text { sound: String::new(), text: value.to_owned() }
            }
            FieldKind::Text | FieldKind::List(_) => {
                SortValue::Text { sound: sounds(value), text: value.to_owned() }
            }
        }
    }
}

impl SortKey {
    /// The order of two values.
    pub(super) fn order(self, one: &SortValue, other: &SortValue) -> Ordering {
        let order = match (one, other) {
            (SortValue::Nothing, SortValue::Nothing) => return Ordering::Equal,
            (SortValue::Nothing, _) => return Ordering::Greater,
            (_, SortValue::Nothing) => return Ordering::Less,
            (SortValue::Number(one), SortValue::Number(other)) => one.total_cmp(other),
            (SortValue::Text { sound, text }, SortValue::Text { sound: other_sound, text: other }) => {
                sound.cmp(other_sound).then_with(|| text.cmp(other))
            }
            (SortValue::Number(_), SortValue::Text { .. }) => Ordering::Less,
            (SortValue::Text { .. }, SortValue::Number(_)) => Ordering::Greater,
        };
        let falls = match self.direction {
            Direction::Own => matches!(self.field.kind, FieldKind::Count | FieldKind::Score),
            Direction::Rising => false,
            Direction::Falling => true,
        };
        if falls { order.reverse() } else { order }
    }
}

/// How words sound, syllable by syllable; letters stand for themselves.
fn sounds(text: &str) -> String {
    let mut sounds = String::new();
    for character in fold_text(text).chars() {
        match readings(character).first() {
            // A syllable ends before all letters: 西安 stands before 先.
            Some(reading) => {
                sounds.push_str(reading);
                sounds.push('\u{1}');
            }
            None => sounds.push(character),
        }
    }
    sounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: FieldKind, direction: Direction, values: &[&str], expect: &[&str]) {
        let key = SortKey { field: Field { name: "x", kind }, direction };
        let mut sorted = values.to_vec();
        sorted.sort_by(|one, other| key.order(&SortValue::of(one, kind), &SortValue::of(other, kind)));
        assert_eq!(sorted, expect);
    }

    #[test]
    fn a_sign_says_the_same_of_every_sort_of_value() {
        use FieldKind::{Count, Day, Number, Score, Seconds, Text};
        let days = ["2025-12-31", "", "2026-01-01"];
        for kind in [Number, Count, Score, Seconds] {
            check(kind, Direction::Rising, &["10", "", "9.5"], &["9.5", "10", ""]);
            check(kind, Direction::Falling, &["9.5", "", "10"], &["10", "9.5", ""]);
        }
        for kind in [Day, Text] {
            check(kind, Direction::Rising, &days, &["2025-12-31", "2026-01-01", ""]);
            check(kind, Direction::Falling, &days, &["2026-01-01", "2025-12-31", ""]);
        }
    }

    #[test]
    fn without_a_sign_more_comes_first_where_it_is_better() {
        use FieldKind::{Count, Day, Number, Score};
        check(Number, Direction::Own, &["10", "", "9"], &["9", "10", ""]);
        check(Count, Direction::Own, &["9", "", "10"], &["10", "9", ""]);
        check(Score, Direction::Own, &["0.5", "", "12.25"], &["12.25", "0.5", ""]);
        check(Day, Direction::Own, &["2026-01-01", "", "2025-12-31"], &["2025-12-31", "2026-01-01", ""]);
    }

    #[test]
    fn words_are_sorted_as_in_an_address_book() {
        let sorted = ["Anthropic", "奥特曼", "Bob", "陈默", "西安", "先", "张三"];
        let mut values = sorted;
        values.reverse();
        check(FieldKind::Text, Direction::Own, &values, &sorted);
    }
}
