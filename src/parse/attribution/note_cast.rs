//! Who takes part in a note: hosts, guests and attendees as it lists them, and whoever speaks in it, each once and by the
//! fullest name that the note has for them.
//!
//! Words for a role and a machine's labels are nobody's names. Those who are only spoken about are not here either.

use std::collections::HashSet;

use crate::language::name_shape::{self, Shape, is_han};
use crate::language::{bare_name, clause, lexicon};
use crate::model::{NameSource, Note};
use crate::parse::cast::Cast;
use crate::parse::draft::{Content, Draft};
use crate::parse::frame::metadata::Listing;
use crate::parse::syntax::name_list;
use crate::text::marks;

/// Somebody who takes part.
pub(crate) struct Member {
    /// The fullest name.
    pub(crate) name: String,
    /// All names, that one among them, unless only a title or the metadata has it.
    pub(crate) names: Vec<String>,
    /// What says that they take part.
    pub(crate) source: NameSource,
}

/// Sets the speakers of a note, and gives all that is known of them. `prose`: its text.
pub(crate) fn settle(
    note: &mut Note,
    listing: Listing,
    drafts: &[Draft],
    cast: &Cast,
    prose: &str,
) -> Vec<Member> {
    let mut members = Members::default();
    let (has_guests, has_hosts) = (!cast.guests.is_empty(), !cast.hosts.is_empty());
    for (listed, _) in listing.people {
        members.add(listed.name, listed.others);
    }
    members.tell_source(0, NameSource::Listed);
    let listed = members.list.len();
    if let Some(titled) = cast.titled.as_ref().filter(|_| !has_guests) {
        members.add(titled.clone(), Vec::new());
    }
    members.tell_source(listed, NameSource::Title);
    let has_list = !members.list.is_empty();
    let mut heard = HashSet::new();
    for (draft, name) in drafts.iter().filter_map(|draft| Some((draft, draft.stated_speaker()?))) {
        let qualifier = draft.turn().and_then(|turn| turn.qualifier.as_deref());
        if heard.contains(&(name, qualifier)) {
            continue;
        }
        // Beside those whom the note lists, whoever is quoted in passing is spoken about.
        if !has_list || members.knows_part_of(name) || is_labelled(name, prose, draft.span.start) {
            heard.insert((name, qualifier));
            members.hear(name, qualifier, cast);
        }
    }
    // Whoever asks by name takes part, though a line that asks and answers has only what is said for a quote.
    for (draft, name) in drafts.iter().filter_map(|draft| Some((draft, draft.asker()?))) {
        let is_new = bare_name::is_full(name) && !heard.contains(&(name, None));
        if is_new && is_labelled(name, prose, draft.span.start) {
            heard.insert((name, None));
            members.hear(name, None, cast);
        }
    }
    let heard = members.list.len();
    members.introduce(drafts);
    members.tell_source(heard, NameSource::Introduced);
    let introduced = members.list.len();
    for (account, is_host) in listing.accounts {
        if !(if is_host { has_hosts } else { has_guests }) {
            members.add(account, Vec::new());
        }
    }
    for name in listing.perhaps {
        // Where nobody else takes part, a channel with somebody's full Chinese name is that person's.
        let is_alone = || members.list.is_empty() && name.chars().count() == 3 && bare_name::is_full(&name);
        if members.knows_part_of(&name) || is_told_of(&name, prose) || is_alone() {
            members.add(name, Vec::new());
        }
    }
    members.tell_source(introduced, NameSource::Listed);
    members.complete(note, cast);
    note.speakers = members.list.iter().map(|member| member.name.clone()).collect();
    members.list
}

#[derive(Default)]
struct Members {
    list: Vec<Member>,
}

impl Members {
    /// Tells of all from one on what says that they take part.
    fn tell_source(&mut self, from: usize, source: NameSource) {
        self.list[from..].iter_mut().for_each(|member| member.source = source);
    }

    /// Adds somebody under a name and perhaps others, unless they are there already.
    fn add(&mut self, name: String, others: Vec<String>) {
        let mut names = vec![name];
        names.extend(others);
        let is_same = |member: &Member| {
            names.iter().any(|name| member.names.iter().any(|known| folded(known) == folded(name)))
        };
        let exact = self.list.iter().position(is_same);
        let Some(place) =
            exact.or_else(|| self.only_fuller(&names[0])).or_else(|| self.only_shorter(&names[0]))
        else {
            self.list.push(Member { name: names[0].clone(), names, source: NameSource::AtWords });
            return;
        };
        let member = &mut self.list[place];
        if !bare_name::is_full(&member.name)
            && let Some(full) = names.iter().find(|name| bare_name::is_full(name))
        {
            member.name.clone_from(full);
        }
        for name in names {
            if !member.names.contains(&name) {
                member.names.push(name);
            }
        }
    }

    /// Adds whoever says a turn.
    fn hear(&mut self, name: &str, qualifier: Option<&str>, cast: &Cast) {
        if is_label_of_machine(name) {
            return;
        }
        if name_shape::is_role(name) || name_shape::is_weak_role(name) || cast.shape(name) == Shape::Role {
            if is_role_of_named_body(name) {
                self.add(name.to_owned(), Vec::new());
            }
            return;
        }
        // A surname or another short form that several bear, or one of them by a title, is nobody new.
        let is_short_form = |member: &Member| member.names.iter().any(|known| is_part(name, known));
        if self.list.iter().filter(|member| is_short_form(member)).count() > 1 {
            return;
        }
        let with_qualifier = qualifier.map(|qualifier| format!("{name}（{qualifier}）"));
        let listed = name_list::people(with_qualifier.as_deref().unwrap_or(name));
        match <[name_list::Listed; 1]>::try_from(listed) {
            Ok([listed]) => self.add(listed.name, listed.others),
            // An unusual name that the note has elsewhere.
            Err(_) if cast.is_known(name) && !bare_name::is_of_body(name) => {
                self.add(name.to_owned(), Vec::new())
            }
            Err(_) => {}
        }
    }

    /// The only one whose name this is a part of.
    fn only_fuller(&self, name: &str) -> Option<usize> {
        self.only(|member| member.names.iter().any(|known| is_part(name, known)))
    }

    /// The only one of whose name this is the fuller form.
    fn only_shorter(&self, name: &str) -> Option<usize> {
        self.only(|member| {
            member.names.iter().any(|known| !bare_name::is_full(known) && is_part(known, name))
        })
    }

    fn only(&self, fits: impl Fn(&Member) -> bool) -> Option<usize> {
        let mut found =
            self.list.iter().enumerate().filter(|(_, member)| fits(member)).map(|(place, _)| place);
        found.next().filter(|_| found.next().is_none())
    }

    fn knows_part_of(&self, name: &str) -> bool {
        let has =
            |known: &String| is_part(known, name) || is_part(name, known) || folded(known) == folded(name);
        self.list.iter().any(|member| member.names.iter().any(has))
    }

    /// Adds those who say who they are: `大家好，我是林远，……`.
    fn introduce(&mut self, drafts: &[Draft]) {
        for draft in drafts {
            let (words, speaker) = match &draft.content {
                Content::Turn(turn) => {
                    (&turn.words, turn.speaker.name().filter(|_| turn.speaker.is_stated()))
                }
                Content::Passage(passage) => (&passage.text, None),
                _ => continue,
            };
            let Some(name) = introduced(words) else { continue };
            match speaker {
                // `小明的手语翻译：我是李小明。`: whoever interprets says I for another.
                Some(speaker)
                    if name_shape::aided(speaker).is_some_and(|aided| {
                        aided == name || is_part(aided, name) || self.knows_part_of(name)
                    }) =>
                {
                    self.add(name.to_owned(), Vec::new());
                }
                Some(speaker) if !bare_name::is_full(speaker) => {
                    self.add(name.to_owned(), vec![speaker.to_owned()])
                }
                Some(_) => {}
                None => self.add(name.to_owned(), Vec::new()),
            }
        }
    }

    /// Gives those who are known by a part of their name the whole one, where titles or metadata have it.
    fn complete(&mut self, note: &Note, cast: &Cast) {
        let titles = [&note.title].into_iter().chain(&note.file_title);
        let words: Vec<&str> =
            titles.chain(note.metadata.iter().map(|(_, value)| value)).map(String::as_str).collect();
        for place in 0..self.list.len() {
            let member = &self.list[place];
            if bare_name::is_full(&member.name) {
                continue;
            }
            let mut found: Vec<String> =
                words.iter().flat_map(|words| fuller_in(words, &member.name)).collect();
            // `**Anna Bell**：`, who is `Anna` from then on.
            let leads = cast.leading_names().filter(|full| !full.contains(is_han));
            found.extend(leads.filter(|full| is_part(&member.name, full)).cloned());
            found.sort_unstable();
            found.dedup();
            if let [full] = &found[..]
                && !self.list.iter().any(|member| member.names.contains(full))
            {
                self.list[place].name.clone_from(full);
            }
        }
    }
}

/// The full name with which somebody opens their words: `大家好，我是林远，……`.
fn introduced(words: &str) -> Option<&str> {
    /// Characters before it.
    const FARTHEST: usize = 16;
    let head = words.char_indices().nth(FARTHEST + "我是".chars().count());
    let head = head.map_or(words, |(end, _)| &words[..end]);
    let (before, after) = clause::around_i_am(head)?;
    let is_greeting = !before.contains(['：', ':', '“', '他', '她', '说', '问', '不']);
    let after = words[head.len() - after.len()..].trim_start();
    let end = after.find(['，', ',', '。', '！', '!', '（', '(', '、', '；', '\n'])?;
    let name = after[..end].trim();
    (is_greeting && bare_name::is_full(name) && name_shape::shape(name) == Shape::Person).then_some(name)
}

/// Whether the line of some words, or the one above it, begins with this name as their label: a colon, a mark of quotation or
/// nothing more stands behind it, be there brackets, a time or an office between.
fn is_labelled(name: &str, text: &str, words: usize) -> bool {
    let mut lines = text[..words].rsplit('\n');
    let own = lines.next().unwrap_or_default();
    let end = text[words..].find('\n').map_or(text.len(), |end| words + end);
    let own = &text[words - own.len()..end];
    let above = lines.find(|line| line.chars().any(char::is_alphanumeric)).unwrap_or_default();
    is_label(name, own) || is_label(name, above)
}

fn is_label(name: &str, line: &str) -> bool {
    let is_heading = line.trim_start_matches('>').trim_start().starts_with('#');
    let is_markup =
        |c: char| c.is_whitespace() || c.is_ascii_digit() || ">*#-_[](:.`|\\【（@、）".contains(c);
    let line = line.trim_start_matches(is_markup);
    let Some(after) = line.strip_prefix(name) else { return is_in_brackets(name, line) };
    let after = marks::without_brackets(after);
    let after =
        after.trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_digit() || "*_`]】".contains(c));
    // `**李明** 问：……`
    let after = after.strip_prefix('问').unwrap_or(after);
    // Behind a name in a heading stands what a section is about.
    let has_words = || after.starts_with(['：', ':', '|', '｜']) || after.starts_with(marks::opens_quotation);
    after.is_empty() || !is_heading && has_words()
}

/// Whether a label has this name in its brackets: `回答（林远）：`.
fn is_in_brackets(name: &str, line: &str) -> bool {
    let Some(at) = line.find(name) else { return false };
    let (before, after) = (line[..at].trim_end_matches('@'), &line[at + name.len()..]);
    let is_short = !before.contains(['：', ':', '。', '，']) && before.chars().count() <= 12;
    is_short && before.ends_with(marks::opens_brackets) && after.starts_with(marks::closes_brackets)
}

/// What stays the same of a name however it is written.
pub(crate) fn folded(name: &str) -> String {
    let is_kept = |character: &char| character.is_alphanumeric();
    name.chars().filter(is_kept).flat_map(char::to_lowercase).collect()
}

/// Whether a name is a short form of another: `Anna` of `Anna Bell`, 小舟 and 周 of 周小舟, 弗里德曼 of 莱克斯·弗里德曼.
pub(crate) fn is_part(short: &str, full: &str) -> bool {
    if short == full || !bare_name::is_full(full) {
        return false;
    }
    let is_whole = bare_name::is_full(short);
    if !full.contains(is_han) {
        // `van der Berg` of `Anne van der Berg`
        let is_surname =
            || short.contains(' ') && full.strip_suffix(short).is_some_and(|given| given.ends_with(' '));
        return !is_whole && full.split(' ').any(|word| word.eq_ignore_ascii_case(short)) || is_surname();
    }
    if full.contains('·') {
        let is_surname =
            || short.contains('·') && full.strip_suffix(short).is_some_and(|given| given.ends_with('·'));
        return full.split('·').any(|part| part == short) || is_surname();
    }
    let surname =
        lexicon::COMPOUND_SURNAMES.after_start(full).next().map_or(3, |given| full.len() - given.len());
    let Some((surname, given)) = full.split_at_checked(surname) else { return false };
    if short.strip_prefix(surname).is_some_and(is_calling) {
        return true;
    }
    let core = short.strip_prefix(['老', '小', '阿']).unwrap_or(short);
    let is_nickname = core.len() < short.len() && (core == surname || given.ends_with(core));
    // A given name may look like a whole one: 文竹 of 诸葛文竹.
    short == given && given.chars().count() >= 2 || !is_whole && (short == surname || is_nickname)
}

/// Whether words behind a surname call somebody rather than name them: 林博, 林core.
fn is_calling(words: &str) -> bool {
    const SHORT_TITLES: [&str; 6] = ["博", "总", "工", "哥", "姐", "委员"];
    let is_nickname = (2..=8).contains(&words.len()) && words.chars().all(|c| c.is_ascii_alphabetic());
    is_nickname || SHORT_TITLES.contains(&words)
}

/// The full names in some words of which a name is a part.
fn fuller_in(words: &str, short: &str) -> Vec<String> {
    let mut found = Vec::new();
    if short.is_ascii() {
        let is_letter = |c: char| c.is_alphabetic() && !is_han(c);
        let is_word = |word: &&str| word.chars().all(|c| is_letter(c) || matches!(c, '-' | '\''));
        for run in words.split(|c: char| !(is_letter(c) || matches!(c, ' ' | '-' | '\''))) {
            let parts: Vec<&str> = run.split(' ').filter(|word| !word.is_empty()).collect();
            let capital = |word: &&str| word.starts_with(char::is_uppercase);
            let is_name = parts.len() == 2 && parts.iter().all(is_word) && parts.iter().all(capital);
            if is_name && parts.iter().any(|part| part.eq_ignore_ascii_case(short)) {
                let name = parts.join(" ");
                if bare_name::is_full(&name) {
                    found.push(name);
                }
            }
        }
        return found;
    }
    // A given name behind its surname.
    if short.chars().count() == 2 && short.chars().all(is_han) {
        for (at, _) in words.match_indices(short) {
            let Some(surname) = words[..at].chars().next_back() else { continue };
            let is_surname = lexicon::SURNAMES.contains(surname);
            let stands_apart = !words[..at - surname.len_utf8()].ends_with(is_han);
            if is_surname && stands_apart {
                found.push(format!("{surname}{short}"));
            }
        }
    }
    found
}

/// Whether the text tells that somebody of this name says or does something.
fn is_told_of(name: &str, prose: &str) -> bool {
    prose.match_indices(name).any(|(at, _)| {
        let after = prose[at + name.len()..].trim_start_matches([' ', '*']);
        lexicon::OF_PROSE.start(after) || lexicon::OF_DIALOGUE.start(after)
    })
}

/// A machine's label for a voice, or a site: `SPEAKER_00`, `Speaker 2`, `Harbor.com`.
pub(crate) fn is_label_of_machine(name: &str) -> bool {
    let folded = name.to_lowercase();
    let core = folded.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '_' | '-' | ' ' | '#'));
    let is_site = [".com", ".cn", ".org", ".net", ".io"].iter().any(|end| folded.ends_with(end));
    is_site
        || matches!(
            core,
            "speaker"
                | "spk"
                | "voice"
                | "unknown"
                | "unknown speaker"
                | "unidentified speaker"
                | "participant"
                | "user"
        )
        || name.chars().count() == 1 && name.is_ascii()
}

/// A role that stands for a body with a name of its own, as nobody else's words are: `Acme团队成员`.
fn is_role_of_named_body(name: &str) -> bool {
    const FEWEST: usize = 3;
    let letters = name.chars().take_while(char::is_ascii_alphanumeric).count();
    let is_numbered = name.ends_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase());
    let is_mixed = name.chars().take(letters).any(|c| c.is_ascii_lowercase());
    letters >= FEWEST
        && is_mixed
        && name.chars().skip(letters).any(is_han)
        && !is_numbered
        && !name_shape::is_asking_role(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_machines_are_nobody() {
        for label in ["SPEAKER_00", "Speaker 2", "Unknown Speaker", "unidentified speaker 1", "Harbor.com"] {
            assert!(is_label_of_machine(label), "{label}");
        }
        for name in ["Anna Bell", "Mark Speaker"] {
            assert!(!is_label_of_machine(name), "{name}");
        }
    }

    #[test]
    fn short_forms_are_parts_of_full_names() {
        for (short, full) in [
            ("Anna", "Anna Bell"),
            ("bell", "Anna Bell"),
            ("小舟", "周小舟"),
            ("周", "周小舟"),
            ("周博", "周小舟"),
            ("周core", "周小舟"),
            ("老周", "周小舟"),
            ("小舟", "欧阳小舟"),
            ("文竹", "诸葛文竹"),
            ("弗里德曼", "莱克斯·弗里德曼"),
            ("van der Berg", "Anne van der Berg"),
            ("凡·德·贝格", "安妮·凡·德·贝格"),
        ] {
            assert!(is_part(short, full), "{short} {full}");
        }
        for (short, full) in
            [("Ann", "Anna Bell"), ("王", "周小舟"), ("周舟", "周小舟"), ("Anna", "Anna"), ("舟", "周小舟")]
        {
            assert!(!is_part(short, full), "{short} {full}");
        }
    }

    #[test]
    fn titles_complete_names() {
        assert_eq!(fuller_in("Dan Marsh: the sea | Harbor Show", "Dan"), ["Dan Marsh"]);
        assert_eq!(fuller_in("和周小舟聊潮水", "小舟"), Vec::<String>::new());
        assert_eq!(fuller_in("潮水 - 周小舟访谈", "小舟"), ["周小舟"]);
    }
}
