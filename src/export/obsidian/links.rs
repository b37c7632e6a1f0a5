//! Which page is whose, and links to them.

use std::collections::HashMap;

use super::super::extract::Extract;
use super::super::file_name::FileNames;
use crate::model::Body;
use crate::people::name_key;
use crate::render::{Entry, escape_markdown};
use crate::text::width::one_line;

/// The pages of an export, without their ending.
pub(super) struct Links<'e> {
    /// By the path of the note.
    notes: HashMap<&'e str, String>,
    /// By the name to show.
    people: HashMap<&'e str, String>,
    /// By the slug.
    topics: HashMap<&'e str, String>,
    /// By the name as it is compared.
    terms: HashMap<String, usize>,
    /// Each with the rows of glossaries that explain it, in the order of the library.
    term_pages: Vec<(String, Vec<&'e Entry>)>,
}

impl<'e> Links<'e> {
    pub(super) fn of(extract: &'e Extract) -> Links<'e> {
        fn pages<'e>(
            folder: &str,
            things: impl Iterator<Item = (&'e str, &'e str)>,
        ) -> HashMap<&'e str, String> {
            let mut names = FileNames::default();
            things.map(|(key, name)| (key, format!("{folder}/{}", names.of(name)))).collect()
        }
        let notes = extract.notes().map(|note| {
            let facts = &note[0].note;
            (
                facts.note_path.as_str(),
                if facts.title.trim().is_empty() { facts.slug() } else { facts.title.as_str() },
            )
        });
        let people = extract.people.iter().map(|person| (person.name.as_str(), person.name.as_str()));
        let topics = extract.topics.iter().map(|topic| (topic.slug.as_str(), topic.chinese.as_str()));
        let mut links = Links {
            notes: pages("notes", notes),
            people: pages("people", people),
            topics: pages("topics", topics),
            terms: HashMap::new(),
            term_pages: Vec::new(),
        };
        links.add_terms(extract);
        links
    }

    /// Rows of one name, in whatever way it is written, are one term.
    fn add_terms(&mut self, extract: &'e Extract) {
        let mut names = FileNames::default();
        for entry in &extract.records {
            let Body::Term(term) = &entry.record.body else { continue };
            let page = *self.terms.entry(name_key(&term.term)).or_insert_with(|| {
                self.term_pages.push((format!("terms/{}", names.of(&term.term)), Vec::new()));
                self.term_pages.len() - 1
            });
            self.term_pages[page].1.push(entry);
        }
    }

    /// The page of a record's note.
    pub(super) fn note(&self, entry: &Entry) -> &str {
        self.notes.get(entry.note.note_path.as_str()).map_or("", String::as_str)
    }

    pub(super) fn person(&self, name: &str) -> &str {
        self.people.get(name).map_or("", String::as_str)
    }

    pub(super) fn topic(&self, slug: &str) -> &str {
        self.topics.get(slug).map_or("", String::as_str)
    }

    /// The pages of terms, with their rows.
    pub(super) fn terms(&self) -> impl Iterator<Item = (&str, &[&'e Entry])> {
        self.term_pages.iter().map(|(page, rows)| (page.as_str(), rows.as_slice()))
    }

    /// A link to a record in its note's page.
    pub(super) fn to_record(&self, entry: &Entry, shown: &str) -> String {
        link(&format!("{}#^{}", self.note(entry), entry.record.id), shown)
    }

    /// A link to a note.
    pub(super) fn to_note(&self, path: &str, shown: &str) -> String {
        self.notes.get(path).map_or_else(|| inline(shown), |page| link(page, shown))
    }

    /// A link to somebody of whom there is a page, else the name.
    pub(super) fn to_person(&self, name: &str, shown: &str) -> String {
        self.people.get(name).map_or_else(|| inline(shown), |page| link(page, shown))
    }

    /// A link to a topic.
    pub(super) fn to_topic(&self, slug: &str, shown: &str) -> String {
        self.topics.get(slug).map_or_else(|| inline(shown), |page| link(page, shown))
    }

    /// A link to a term.
    pub(super) fn to_term(&self, term: &str) -> String {
        let page = self.terms.get(&name_key(term)).map(|page| &self.term_pages[*page].0);
        page.map_or_else(|| inline(term), |page| link(page, term))
    }
}

/// A link with words of its own. Nothing escapes a mark within one, so those that would end it stand in their full-width forms.
fn link(page: &str, shown: &str) -> String {
    let shown: String = one_line(shown)
        .chars()
        .map(|character| match character {
            '[' => '［',
            ']' => '］',
            '|' => '｜',
            '<' => '＜',
            '\\' => '＼',
            other => other,
        })
        .collect();
    match shown.trim() {
        "" => format!("[[{page}]]"),
        shown => format!("[[{page}|{shown}]]"),
    }
}

/// A text on one line without marks: those of Markdown, and Obsidian's own for comments, highlights, formulas and blocks.
pub(super) fn inline(text: &str) -> String {
    let escaped = escape_markdown(text.trim());
    let mut line = String::with_capacity(escaped.len());
    // A line that begins so is an item of a list or a rule.
    let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = digits > 0 && escaped[digits..].starts_with(['.', ')']);
    let mut before = ' ';
    for (at, character) in escaped.char_indices() {
        let begins_item = at == 0 && matches!(character, '-' | '+') || is_number && at == digits;
        // Addresses may hold one of these.
        let is_double = matches!(character, '%' | '=') && before == character;
        if begins_item || is_double || character == '$' || character == '^' && before == ' ' {
            line.push('\\');
        }
        line.push(character);
        before = character;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_says_its_words_and_nothing_more() {
        assert_eq!(link("notes/一", "二]] [[三|四"), "[[notes/一|二］］ ［［三｜四]]");
        assert_eq!(link("notes/一", " \n "), "[[notes/一]]");
    }

    #[test]
    fn marks_are_text() {
        assert_eq!(inline("[[a]] #b %%c%% $d$ ==e== ^f"), r"\[\[a\]\] \#b %\%c%\% \$d\$ =\=e=\= \^f");
        assert_eq!(inline("https://a.b/?v=1%20"), "https://a.b/?v=1%20");
        assert_eq!(inline("- a"), r"\- a");
        assert_eq!(inline("12. a"), r"12\. a");
        assert_eq!(inline("3.5 倍"), r"3\.5 倍");
        assert_eq!(inline("<script>\n# b"), r"\<script\> \# b");
    }
}
