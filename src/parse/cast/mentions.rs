//! Whom a sentence names, and whom a lead-in gives the words to.

use std::collections::BTreeSet;

use super::people::Cast;
use crate::language::name_shape::{self, Shape};
use crate::language::{attributing, bare_name, behind_role, clause, everyday, lexicon};
use crate::text::marks;

impl Cast {
    /// The people whom a sentence names, in full or, of Latin names, by a part; but not somebody of theirs
    /// (`小佟的爱人`).
    pub(crate) fn named_in(&self, sentence: &str) -> Vec<String> {
        /// A sentence that names more people than these introduces none of them.
        const MOST: usize = 32;
        let found = self.finder.found(sentence).filter(|(_, after)| !clause::is_of_theirs(after));
        let named: BTreeSet<usize> = found.map(|(name, _)| name).collect();
        let named: Vec<&String> = named.into_iter().take(MOST).map(|name| self.finder.name(name)).collect();
        // `Ada` and `Ada Okafor` are one.
        let is_part = |name: &str| named.iter().any(|other| *other != name && other.contains(name));
        named.iter().filter(|name| !is_part(name)).map(|name| (*name).clone()).collect()
    }

    /// The same, be it somebody of theirs.
    pub(crate) fn named_in_any_way(&self, sentence: &str) -> Vec<String> {
        let named: BTreeSet<usize> = self.finder.found(sentence).map(|(name, _)| name).collect();
        named.into_iter().map(|name| self.finder.name(name).clone()).collect()
    }

    /// The name with which `李明这样说` begins, if it is a person's.
    pub(crate) fn lead_in<'t>(&self, words: &'t str) -> Option<&'t str> {
        let words = words.trim();
        // Somebody who speaks elsewhere in the note opens the clause: `李明接过话头`.
        if let Some(name) = self.speaking_at(words).filter(|name| name.len() < words.len()) {
            let length = name.len();
            // `李明的徒弟红着眼睛`, `李明收到了短信`: the words that follow are others'.
            let is_theirs = !clause::brings_words_of_others(&words[length..]);
            return is_theirs.then_some(&words[..length]);
        }
        let is_first_of_its_kind = |at: &usize| {
            clause::after_opening(&words[*at..]).any(|after| {
                let saying = &words[*at..words.len() - after.len()];
                words.find(saying) == Some(*at)
            })
        };
        let ends = words.char_indices().skip(1).filter(|(_, next)| clause::may_open(*next));
        let ends = ends.map(|(at, _)| at).filter(is_first_of_its_kind);
        ends.map(|at| without_remark(words[..at].trim()))
            .chain(
                [" said", " says", " put it"]
                    .iter()
                    .filter(|_| words.contains(' '))
                    .filter_map(|saying| words.find(saying).map(|offset| words[..offset].trim())),
            )
            .filter(|name| {
                self.is_known(name)
                    || matches!(self.shape(name), Shape::Person | Shape::Role)
                    || behind_role::name(name).is_some()
                    || self.is_part_of_name(name)
            })
            .max_by_key(|name| (self.is_known(name), std::cmp::Reverse(name.len())))
    }

    /// The longest name of somebody who speaks elsewhere in the note, or whom it presents, with which some words begin.
    pub(crate) fn speaking_at<'t>(&self, words: &'t str) -> Option<&'t str> {
        let presented = self.guests.iter().chain(&self.hosts).filter(|name| words.starts_with(name.as_str()));
        self.leads_at(words)
            .map(str::len)
            .chain(presented.map(String::len))
            .map(|length| &words[..length])
            .filter(|name| name.chars().count() >= 2)
            .filter(|name| self.shape(name) == Shape::Person || self.is_known(name))
            .max_by_key(|name| name.len())
    }

    /// Whether the note presents somebody of this whole name as a guest or a host.
    pub(crate) fn is_presented(&self, name: &str) -> bool {
        self.guests.iter().chain(&self.hosts).any(|presented| presented == name)
    }

    /// Whose words a clause gives that tells of speech: 林伯庸 of `所以院长林伯庸直截了当地说`.
    pub(crate) fn teller<'t>(&self, clause: &'t str) -> Option<&'t str> {
        let clause = clause::without_addressee(clause.trim());
        if let Some(name) = attributing::name(clause).filter(|name| self.is_somebody(name)) {
            return Some(self.without_office(name));
        }
        let bare = clause::without_conjunction(clause);
        let has_conjunction = bare.len() < clause.len();
        // `所以我的回答是：……` is within somebody's words.
        let of_bare = self.teller_of(bare).filter(|name| !has_conjunction || *name != "我");
        let of_whole = || if has_conjunction { self.teller_of(clause) } else { None };
        let Some(name) = of_bare.or_else(of_whole) else {
            return self.described_teller(bare);
        };
        Some(self.without_office(name))
    }

    /// 林伯庸 of 院长林伯庸, unless the note names somebody so.
    fn without_office<'t>(&self, name: &'t str) -> &'t str {
        if self.is_known(name) && !name_shape::is_role(name) {
            return name;
        }
        behind_role::name(name).unwrap_or(name)
    }

    fn is_somebody(&self, name: &str) -> bool {
        self.is_known(name) || self.shape(name) == Shape::Person || behind_role::name(name).is_some()
    }

    fn teller_of<'t>(&self, clause: &'t str) -> Option<&'t str> {
        if clause::is_of_time(clause) {
            return None;
        }
        let in_manner = || clause::before_saying(clause).find(|name| self.is_somebody(name));
        self.lead_in(clause).or_else(in_manner)
    }

    /// `文旅局的桑主任说`: whoever stands behind words that tell which one it is.
    fn described_teller<'t>(&self, clause: &'t str) -> Option<&'t str> {
        if clause::is_of_time(clause) {
            return None;
        }
        let behind =
            clause::before_saying(clause).filter_map(|words| Some(words.rsplit_once('的')?.1.trim()));
        // `李明的徒弟陆小满`
        let behind = behind.flat_map(|words| {
            let lists = [&lexicon::CLOSE_ONES, &lexicon::ROLES, &lexicon::ABOUT_SOMEBODY];
            std::iter::once(words).chain(lists.into_iter().flat_map(|list| list.after_start(words)))
        });
        let mut behind = behind;
        behind.find(|name| {
            let is_whole = name.chars().count() >= 3 && self.shape(name) == Shape::Person;
            self.is_known(name)
                || name_shape::is_titled(name)
                || behind_role::is_nickname(name)
                || is_whole && bare_name::is_full(name)
        })
    }

    /// Who says something by an office alone: `市劳动局局长指出`, `当地渔民联合会主席表示`.
    pub(crate) fn office_of_teller<'t>(&self, clause: &'t str) -> Option<&'t str> {
        /// In characters: a shorter one may be a part of a word.
        const FEWEST: usize = 3;
        const LONGEST: usize = 16;
        const UNNAMED: [char; 7] = ['一', '有', '某', '几', '另', '这', '那'];
        let clause = clause::without_conjunction(clause);
        clause::before_saying(clause).find(|office| {
            (FEWEST..=LONGEST).contains(&office.chars().count())
                && !office.starts_with(UNNAMED)
                && office.chars().all(name_shape::is_han)
                && !clause::is_clause(office)
                && (lexicon::ROLES.end(office)
                    || lexicon::OFFICE_TITLES.end(office)
                    || lexicon::TITLES.end(office))
        })
    }

    /// Whether a name calls one of those whom the note presents by a part of their name: 凯恩 of 马修·凯恩, Lang of `Peter Lang`,
    /// 于总 of 于是之. `behind`: what stands behind it.
    fn calls_one_presented(&self, name: &str, behind: &str) -> bool {
        let is_whole_word = !name.ends_with(|c: char| c.is_ascii_alphabetic())
            || !behind.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '\'');
        let titled = || {
            name_shape::before_titles(name).chain(name.strip_suffix('总')).any(|surname| {
                (1..=2).contains(&surname.chars().count())
                    && self.guests.iter().chain(&self.hosts).any(|presented| {
                        presented.chars().all(name_shape::is_han) && presented.starts_with(surname)
                    })
            })
        };
        is_whole_word && (self.known.have_part(name) || titled())
    }

    /// Whether a Latin word is part of a name that leads words elsewhere: `Nora` beside `Nora Quill`.
    fn is_part_of_name(&self, word: &str) -> bool {
        let is_word = word.len() > 1
            && word.chars().all(|character| character.is_ascii_alphabetic())
            && word.starts_with(|first: char| first.is_ascii_uppercase());
        let is_first = |name: &String| {
            name.match_indices(word).any(|(at, _)| {
                let behind = name[at + word.len()..].strip_prefix(' ').unwrap_or_default();
                let second =
                    behind.find(|c: char| !c.is_ascii_alphabetic()).map_or(behind, |end| &behind[..end]);
                let is_start = at == 0 || name[..at].ends_with(' ');
                is_start
                    && second.len() > 1
                    && name_shape::shape(&format!("{word} {second}")) == Shape::Person
            })
        };
        is_word && self.leading_names().any(is_first)
    }

    /// The person whose name opens a clause: `李明把伞给了别人`.
    pub(crate) fn subject<'t>(&self, clause: &'t str) -> Option<&'t str> {
        let clause = clause.trim();
        let ends = clause.char_indices().skip(2).take(20).map(|(end, _)| &clause[..end]);
        ends.filter(|name| {
            let is_named = self.known.contains(name)
                || self.is_leading(name)
                || self.calls_one_presented(name, &clause[name.len()..]);
            is_named && (self.is_known(name) || self.shape(name) == Shape::Person)
                || name_shape::is_role(name)
                    && !name.starts_with(['一', '有', '某', '几', '另'])
                    && !clause[name.len()..].starts_with(['席', '区', '们', '的', '里', '中', '群', '间'])
                    // `船长李明则有不同看法` is about him, whose name may be longer.
                    && !clause::names_at_start(&clause[name.len()..]).any(|next| {
                        self.shape(next) == Shape::Person && !everyday::is_everyday(next)
                    })
                || name_shape::is_titled(name)
        })
        .last()
    }

    /// The one person whom a heading names by what the metadata says that they do: `教练的小本子`.
    pub(crate) fn only_one_called(&self, title: &str) -> Option<&str> {
        if self.occupations.is_empty() {
            return None;
        }
        let roles = lexicon::ROLES.iter().chain(lexicon::WEAK_ROLES.iter());
        let mut named: Vec<&str> = roles
            .filter(|role| title.contains(role))
            .flat_map(|role| {
                self.occupations.iter().filter(move |(_, occupation)| occupation.ends_with(role))
            })
            .map(|(name, _)| name.as_str())
            .collect();
        named.sort_unstable();
        named.dedup();
        match named[..] {
            [name] => Some(name),
            _ => None,
        }
    }
}

/// A name without what stands in brackets behind it: 艾琳 of `艾琳（Erin）`.
fn without_remark(name: &str) -> &str {
    let cut = name
        .find(marks::opens_brackets)
        .filter(|cut| marks::bracketed(&name[*cut..]).is_some_and(|(_, after)| after.is_empty()));
    cut.map_or(name, |cut| name[..cut].trim_end())
}
