//! Facts about the recording: the metadata table or list.
//!
//! ```text
//! table  = header ( "项目" | "字段" | … ) row*         ; two columns, a key and a value
//! list   = ( "- " "**"? key colon "**"? value )*       ; above the first section, or under its heading
//! ```
//!
//! Every row is kept as it stands; keys that we know also give typed values.

use std::collections::HashSet;

use jiff::civil::Date;

use super::metadata_keys::{self, MetadataFact, fact};
use super::transcript_key;
use crate::language::{bare_name, clause, everyday, question};
use crate::model::{Note, Problem};
use crate::parse::syntax::address;
use crate::parse::syntax::date::{self, Days, FoundDays};
use crate::parse::syntax::name_list::{self, Listed};
use crate::parse::syntax::quantity;
use crate::parse::syntax::written_names;

/// Whom the metadata names, by what they do.
#[derive(Debug, Default)]
pub(crate) struct NamedPeople {
    pub(crate) guests: Vec<String>,
    pub(crate) hosts: Vec<String>,
    /// Other names of either, beside which those stand: Jensen Huang beside 黄仁勋.
    pub(crate) others: Vec<String>,
    /// The one guest whom the title names, where nothing else names any.
    pub(crate) titled: Option<String>,
    /// Names with the words in their brackets, which tell what they do.
    pub(crate) occupations: Vec<(String, String)>,
    /// The one author whom the metadata names.
    pub(crate) author: Option<String>,
    /// What the lists of people hold, as it is written, be it a name by its look or not.
    pub(crate) written: Vec<String>,
    /// Labels of turns that name nobody, each with whom the note says that it means: SPEAKER_00.
    pub(crate) labels: Vec<(String, String)>,
    /// Everybody who is listed.
    pub(crate) listing: Listing,
    /// Those below a line that says who attends.
    pub(crate) attendees: Vec<Listed>,
    /// Those of both lists, each with whether it is of the hosts.
    named: HashSet<(String, bool)>,
}

/// Who is listed as taking part.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// In order, each with whether it is a host.
    pub(crate) people: Vec<(Listed, bool)>,
    /// Accounts on the net by which the front matter alone names somebody, each with whether it is a host's.
    pub(crate) accounts: Vec<(String, bool)>,
    /// Those who made the recording, or whose name it is broadcast by: they may take part or not.
    pub(crate) perhaps: Vec<String>,
}

impl NamedPeople {
    /// Adds somebody who takes part.
    pub(crate) fn add(&mut self, listed: Listed, is_host: bool) {
        let name = listed.name.clone();
        self.occupations.extend(listed.remark.iter().map(|remark| (name.clone(), remark.clone())));
        self.others.extend(listed.others.iter().cloned());
        // `顾言（SPEAKER_00）`
        let labels =
            listed.others.iter().chain(&listed.remark).filter(|words| transcript_key::is_label(words));
        self.labels.extend(labels.map(|label| (label.clone(), name.clone())));
        self.written.extend(listed.name_in_characters().map(str::to_owned));
        if self.named.insert((name.clone(), is_host)) {
            if is_host { &mut self.hosts } else { &mut self.guests }.push(name);
        }
        self.listing.people.push((listed, is_host));
    }

    /// Everybody who is listed, by name.
    #[cfg(test)]
    pub(super) fn names(&self) -> Vec<&str> {
        self.listing.people.iter().map(|(listed, _)| listed.name.as_str()).collect()
    }
}

/// A note's facts in the making.
#[derive(Debug, Default)]
pub(super) struct FactSheet {
    pub(super) note: Note,
    pub(super) people: NamedPeople,
    /// The month of the recording, where no day is given.
    month: Option<Days>,
    /// The day on which the page was made.
    created: Option<Date>,
    /// Whether the front matter is being read.
    is_front_matter: bool,
}

/// Whether a line below such a key holds a name: `李明（某公司）`.
pub(super) fn is_name_line(line: &str) -> bool {
    let name = name_list::people(line).into_iter().next().map(|listed| listed.name);
    line.chars().count() <= 40
        && !line.contains(['。', '！', '？', '?', '!'])
        && name.is_some_and(|name| (2..=20).contains(&name.chars().count()) && !clause::is_clause(&name))
}

/// Whether lines of keys and values right below a title are its properties, whatever their keys are: each key stands once, none
/// is somebody who speaks, and no value is a sentence.
pub(super) fn are_properties<'f>(lines: impl Iterator<Item = (&'f str, &'f str)>) -> bool {
    const FEWEST: usize = 2;
    const FEWEST_UNKNOWN: usize = 3;
    let (mut seen, mut known) = (HashSet::new(), 0);
    for (key, value) in lines {
        let is_sentence =
            value.contains(['。', '！', '？', '“', '「']) || value.ends_with(['?', '!', '，', '；']);
        let is_of_person =
            || name_list::people(value).iter().any(Listed::is_certain) && !clause::is_clause(value);
        if is_sentence || !metadata_keys::may_be_property(key) && !is_of_person() || !seen.insert(key) {
            return false;
        }
        known += usize::from(metadata_keys::is_known_key(key));
    }
    seen.len() >= FEWEST && (known > 0 || seen.len() >= FEWEST_UNKNOWN)
}

/// Whether a key that names people stands before a sentence rather than before their names.
pub(super) fn is_speech(key: &str, value: &str) -> bool {
    let names_people = metadata_keys::names_people(key) || fact(key) == Some(MetadataFact::Lives);
    let is_numbered = key.ends_with(|character: char| character.is_ascii_digit());
    let is_said = || {
        value.contains(['。', '！', '？', '?', '!'])
            || clause::is_personal(value)
            || question::asks_in_words(value)
    };
    names_people && (is_numbered || is_said())
}

/// Whether a row says who bears a part in the talk, `评委：林远`, rather than what they say.
pub(super) fn is_party(key: &str, value: &str) -> bool {
    metadata_keys::is_party(key.trim()) && fact(key).is_none() && {
        let people = name_list::people(value);
        let is_word = |listed: &Listed| everyday::is_everyday(&listed.name);
        let is_sentence = || value.contains(['。', '！', '？', '?', '!', '“']) || clause::is_clause(value);
        people.iter().any(|one| bare_name::is_full(&one.name) && !is_word(one)) && !is_sentence()
    }
}

impl FactSheet {
    /// Takes one row. Returns what is wrong with it, if anything.
    pub(super) fn take(&mut self, key: &str, value: &str) -> Option<Problem> {
        let (key, value) = (key.trim(), value.trim());
        match self.note.metadata.last_mut() {
            // Names below their key: one row.
            Some((above, names)) if above == key && metadata_keys::names_people(key) => {
                if !names.is_empty() {
                    names.push('、');
                }
                names.push_str(value);
            }
            _ => self.note.metadata.push((key.to_owned(), value.to_owned())),
        }
        self.take_value(key, value)
    }

    /// Takes what a row tells without keeping the row.
    pub(super) fn take_value(&mut self, key: &str, value: &str) -> Option<Problem> {
        if self.note.views.is_none() {
            self.note.views = quantity::views(value);
        }
        if !metadata_keys::names_people(key) {
            self.take_told(value);
        }
        if is_party(key, value) {
            self.take_people(MetadataFact::Guests, value);
        }
        self.take_fact(fact(key)?, value)
    }

    /// Takes those whom a value about something else names by what they do: `主要嘉宾为林远，主持人是周舟`.
    fn take_told(&mut self, value: &str) {
        const ROLES: [(&str, bool); 2] = [("嘉宾", false), ("主持人", true)];
        for (role, is_host) in ROLES {
            for (at, _) in value.match_indices(role) {
                let Some(name) = value[at + role.len()..].strip_prefix(['为', '是', '：', ':']) else {
                    continue;
                };
                let end = name.find(['，', '。', '；', ',', ';', '！', '？']).unwrap_or(name.len());
                for listed in name_list::people(&name[..end]).into_iter().filter(Listed::is_certain) {
                    self.people.add(listed, is_host);
                }
            }
        }
    }

    /// Takes one row of the front matter, where accounts stand beside names.
    pub(super) fn take_account(&mut self, key: &str, value: &str) -> Option<Problem> {
        self.is_front_matter = true;
        let problem = self.take(key, value);
        self.is_front_matter = false;
        problem
    }

    /// Takes the address that a row's value links to, where the value itself shows none.
    pub(super) fn take_link(&mut self, key: &str, address: &str) {
        if fact(key) == Some(MetadataFact::Url) && self.note.url.is_none() && address.contains("://") {
            self.note.url = Some(address.to_owned());
        }
        if self.note.video_id.is_none() {
            self.note.video_id = address::video_id(address).map(str::to_owned);
        }
    }

    pub(super) fn take_fact(&mut self, fact: MetadataFact, value: &str) -> Option<Problem> {
        let note = &mut self.note;
        match fact {
            MetadataFact::Date | MetadataFact::Generated | MetadataFact::Created => {
                return self.take_days(fact, value);
            }
            MetadataFact::Duration => {
                note.duration_seconds = note.duration_seconds.or_else(|| quantity::duration_seconds(value));
            }
            MetadataFact::Views => note.views = note.views.or_else(|| quantity::count(value)),
            MetadataFact::Reactions => {}
            MetadataFact::Url => self.take_address(value),
            MetadataFact::VideoId => {
                let id: String = value
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
                    .collect();
                if note.video_id.is_none() && !id.is_empty() && !value.contains("://") {
                    note.video_id = Some(id);
                }
                self.take_address(value);
            }
            MetadataFact::Guests | MetadataFact::Hosts | MetadataFact::Speakers => {
                self.take_people(fact, value)
            }
            MetadataFact::Authors => {
                self.take_address(value);
                let authors = name_list::people(value);
                if let [author] = &authors[..] {
                    self.people.author.get_or_insert_with(|| author.name.clone());
                }
                for listed in authors {
                    let is_channel = listed.remark.as_deref().is_some_and(is_of_channel);
                    if listed.has_part() {
                        let is_host = listed.is_host();
                        self.people.add(listed, is_host);
                    } else if listed.is_certain() && !is_channel {
                        // Whether what is quoted are their words, the author's name alone does not tell.
                        self.people.listing.people.push((listed, false));
                    } else if listed.is_certain() {
                        self.people.listing.perhaps.push(listed.name);
                    }
                }
            }
            MetadataFact::Channel => {
                self.take_address(value);
                let channel = value.trim();
                if name_list::people(channel)
                    .iter()
                    .any(|listed| listed.name == channel && listed.is_certain())
                {
                    self.people.listing.perhaps.push(channel.to_owned());
                }
            }
            MetadataFact::Lives => {
                // Only whom it begins with is told of, and only where a mark stands behind the name.
                let end = value.find(['（', '(', '：', ':', '，', ',']);
                let name = end.and_then(|end| name_list::people(&value[..end]).into_iter().next());
                if let Some(listed) = name.filter(Listed::is_certain)
                    && !value[..end.unwrap_or_default()].contains(['、', '。', ' '])
                {
                    self.people.add(listed, false);
                }
            }
        }
        None
    }

    fn take_people(&mut self, fact: MetadataFact, value: &str) {
        self.people.written.extend(written_names::names(value).into_iter().map(|(name, _)| name));
        let people = name_list::people(value);
        // Beside a person's name a given name is one too.
        let has_names = people.iter().any(Listed::is_certain);
        // Whoever is the guest alone hosts elsewhere: `嘉宾：王芳（主持人）`.
        let hosts_here = fact != MetadataFact::Guests || !people.iter().all(Listed::is_host);
        for listed in people {
            let is_host = fact == MetadataFact::Hosts || hosts_here && listed.is_host();
            if self.is_front_matter && is_account(&listed) && !(has_names && is_given_name(&listed.name)) {
                self.people.listing.accounts.push((listed.name, is_host));
            } else {
                self.people.add(listed, is_host);
            }
        }
    }

    fn take_days(&mut self, fact: MetadataFact, value: &str) -> Option<Problem> {
        match date::days(value) {
            FoundDays::Days(days) if fact == MetadataFact::Generated => {
                self.note.generated = self.note.generated.or(Some(days.first));
            }
            FoundDays::Days(days) if fact == MetadataFact::Created => {
                self.created = self.created.or(Some(days.first))
            }
            FoundDays::Days(days) if self.note.date.is_none() => self.set_days(days),
            FoundDays::Bad(written) => return Some(Problem::BadDate(written)),
            FoundDays::None if fact == MetadataFact::Date => {
                self.month = self.month.or_else(|| date::month(value))
            }
            FoundDays::Days(_) | FoundDays::None => {}
        }
        None
    }

    fn set_days(&mut self, days: Days) {
        self.note.date = Some(days.first);
        self.note.date_end = days.last;
    }

    /// Takes the address in a value, and the id of a video that it leads to.
    fn take_address(&mut self, value: &str) {
        let Some(found) = address::find(value) else { return };
        if self.note.video_id.is_none() {
            self.note.video_id = address::video_id(found).map(str::to_owned);
        }
        self.note.url.get_or_insert_with(|| found.to_owned());
    }

    /// Gives a note without a day one that is told `elsewhere`, if it lies in the month of the recording; else the month, or
    /// that day, or the day on which the page was made.
    pub(super) fn settle_date(&mut self, elsewhere: impl FnOnce() -> Option<Days>) {
        if self.note.date.is_some() {
            return;
        }
        let elsewhere = elsewhere();
        let is_in = |month: &Days| elsewhere.is_some_and(|days| days.first.first_of_month() == month.first);
        let month = self.month.filter(|month| !is_in(month));
        let created = self.created.map(|first| Days { first, last: None });
        if let Some(days) = month.or(elsewhere).or(created) {
            self.set_days(days);
        }
    }

    /// Takes the days of a line of facts in a block that holds more than facts.
    pub(super) fn glimpse(&mut self, key: &str, value: &str) {
        if matches!(fact(key), Some(MetadataFact::Date | MetadataFact::Url | MetadataFact::Duration)) {
            self.take_value(key, value);
        }
    }
}

/// Whether a name is one word in Latin letters, as accounts on the net are.
fn is_account(listed: &Listed) -> bool {
    listed.name.is_ascii() && !listed.name.contains(' ') && listed.others.is_empty()
}

/// Whether a Latin word looks like a given name rather than an account: `Oskar`.
fn is_given_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().skip(1).all(|character| character.is_ascii_lowercase())
}

/// Whether words beside a name tell that it is a channel's.
fn is_of_channel(remark: &str) -> bool {
    let folded = remark.to_lowercase();
    ["频道", "播客", "channel", "podcast", "公众号"].iter().any(|word| folded.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn taken(rows: &[(&str, &str)]) -> FactSheet {
        let mut sheet = FactSheet::default();
        for (key, value) in rows {
            sheet.take(key, value);
        }
        sheet.settle_date(|| None);
        sheet
    }

    #[test]
    fn rows_give_typed_values() {
        let FactSheet { note, people, .. } = taken(&[
            ("视频标题", "某视频"),
            ("视频链接", "https://example.org/watch?v=a-b"),
            ("发布时间", "2026年1月19日-23日"),
            ("视频时长", "约50分钟"),
            ("嘉宾/主讲人", "李明（某公司 CEO）、Wang Fang"),
            ("主持人", "赵六"),
            ("播放量", "约 13,826 次观看"),
            ("视频ID", "a-b"),
        ]);
        assert_eq!(note.url.as_deref(), Some("https://example.org/watch?v=a-b"));
        assert_eq!((note.date, note.date_end), (Some(date(2026, 1, 19)), Some(date(2026, 1, 23))));
        assert_eq!((note.duration_seconds, note.views), (Some(3_000), Some(13_826)));
        assert_eq!(note.video_id.as_deref(), Some("a-b"));
        assert_eq!(people.guests, ["李明", "Wang Fang"]);
        assert_eq!(people.hosts, ["赵六"]);
        assert_eq!(note.metadata.len(), 8);
    }

    #[test]
    fn lives_name_only_whom_they_begin_with() {
        assert_eq!(taken(&[("人物背景", "林远（船长），曾任职蓝鲸、白鸥等公司")]).people.names(), ["林远"]);
        let nobody: [&str; 0] = [];
        assert_eq!(taken(&[("人物背景", "十年间曾任职蓝鲸、白鸥等公司")]).people.names(), nobody);
        assert_eq!(taken(&[("下次主持人", "林远"), ("请假人员", "周舟")]).people.names(), nobody);
    }

    #[test]
    fn a_day_stands_above_a_month_and_the_day_of_the_page() {
        let rows = [("Created", "March 9, 2026"), ("播出", "2026年2月"), ("日期", "2026-01-05")];
        assert_eq!(taken(&rows).note.date, Some(date(2026, 1, 5)));
        assert_eq!(taken(&rows[..2]).note.date, Some(date(2026, 2, 1)));
        assert_eq!(taken(&rows[..1]).note.date, Some(date(2026, 3, 9)));
    }
}
