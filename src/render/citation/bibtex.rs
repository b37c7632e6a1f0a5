//! BibTeX entries, which BibLaTeX reads too, one a talk. A record's id is the key: it stays the same and stands for nothing else.
//! Of several records of one talk that of the first is, and the others are names of the same entry (`ids`).

use std::io::{self, Write};

use jiff::civil::Date;

use super::super::source::{Source, words};
use super::super::{Entry, Language};
use super::Work;
use super::name::CitedName;

/// As BibTeX's own abbreviations have them.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

pub(super) fn write(
    work: &Work<'_>,
    accessed: Date,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Work { source, authors, entries, url } = work;
    let authors: Vec<String> = authors.iter().map(|name| author(name)).collect();
    let notes: Vec<String> =
        entries.iter().map(|entry| note(entry, language)).filter(|note| !note.is_empty()).collect();
    let others: Vec<&str> = entries.iter().skip(1).map(|entry| entry.record.id.as_str()).collect();
    writeln!(out, "@misc{{{},", source.id)?;
    let mut field = |name: &str, value: &str| match value {
        "" => Ok(()),
        value => writeln!(out, "  {name} = {{{value}}},"),
    };
    field("ids", &others.join(", "))?;
    field("author", &authors.join(" and "))?;
    // In braces of its own no style changes the case of its letters.
    field("title", &format!("{{{}}}", escaped(&source.title)))?;
    field("howpublished", &escaped(source.programme.as_deref().unwrap_or_default()))?;
    if let Some(date) = source.date {
        field("year", &date.year().to_string())?;
        field("date", &date.to_string())?;
    }
    if let Some(url) = url {
        field("url", &address(url))?;
        field("urldate", &accessed.to_string())?;
    }
    field("note", &escaped(&notes.join(language.label("；"))))?;
    if let Some(month) =
        source.date.and_then(|date| MONTHS.get(usize::try_from(date.month()).ok()?.checked_sub(1)?))
    {
        writeln!(out, "  month = {month},")?;
    }
    writeln!(out, "}}")
}

/// What is cited, and where in the talk and the note it stands.
fn note(entry: &Entry, language: Language) -> String {
    let source = Source::of(entry, language);
    let mut note: Vec<String> = words(entry, language).into_iter().collect();
    note.extend(source.time.clone());
    note.extend(source.place());
    note.join(language.label("，"))
}

/// `Altman, Sam`; what has no parts that BibTeX knows stands in braces, so that it looks for none.
fn author(name: &str) -> String {
    match CitedName::of(name) {
        CitedName::Latin { given, particles, family, suffix } => {
            let family = particles.into_iter().chain([family]).collect::<Vec<_>>().join(" ");
            let suffix = suffix.map(|suffix| format!(", {}", escaped(&suffix))).unwrap_or_default();
            format!("{}{suffix}, {}", escaped(&family), escaped(&given.join(" ")))
        }
        CitedName::Chinese(family, given) => format!("{{{}}}", escaped(&format!("{family}{given}"))),
        CitedName::Transliterated(name, _) | CitedName::Other(name) => format!("{{{}}}", escaped(&name)),
    }
}

/// Text with what TeX would obey. A brace counts for BibTeX even behind a backslash, so it has a name.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' => {
                escaped.push('\\');
                escaped.push(character);
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

/// An address, which is not read as TeX, without what could end it.
fn address(url: &str) -> String {
    url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C").replace(' ', "%20")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_have_the_parts_that_bibtex_knows() {
        assert_eq!(author("Sam Altman"), "Altman, Sam");
        assert_eq!(author("Ludwig van Beek"), "van Beek, Ludwig");
        assert_eq!(author("Martin L. King Jr."), "King, Jr., Martin L.");
        assert_eq!(author("李飞飞"), "{李飞飞}");
        assert_eq!(author("杰弗里·辛顿"), "{杰弗里·辛顿}");
    }

    proptest! {
        #[test]
        fn no_text_ends_its_field(text in "[ -~一]{0,40}") {
            let text = escaped(&text);
            let mut depth = 0_i32;
            for character in text.chars() {
                depth += match character { '{' => 1, '}' => -1, _ => 0 };
                prop_assert!(depth >= 0, "{}", text);
            }
            prop_assert_eq!(depth, 0);
        }
    }

    #[test]
    fn what_tex_obeys_is_escaped_and_braces_stay_paired() {
        let text = escaped(r"50% & $5 #1 a_b {x} ~ ^ \y");
        let count = |brace| text.matches(brace).count();
        assert_eq!(count('{'), count('}'));
        assert!(text.starts_with(r"50\% \& \$5 \#1 a\_b \textbraceleft{}x"), "{text}");
    }
}
