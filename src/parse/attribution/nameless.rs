//! Labels that speak and name nobody: a pronoun, which is the author where the note has one, and the address of a site.
//! Turns keep such a label as their speaker until it has told who asks and who answers.

use crate::language::{label, lexicon, name_shape};
use crate::parse::cast::Cast;
use crate::parse::draft::{Asking, Content, Draft, Speaker, Turn};

/// Names the author, or nobody, where a pronoun or a site speaks.
pub(super) fn resolve(drafts: &mut [Draft], cast: &Cast) {
    let resolved = |name: &str| match () {
        () if lexicon::AUTHORS.contains(name) => Some(cast.author.clone()),
        () if is_site(name) || is_paper(name) => Some(None),
        () => None,
    };
    for draft in drafts {
        match &mut draft.content {
            Content::Turn(Turn { speaker, asks, .. }) => {
                if let Speaker::Named { name, attribution } = speaker
                    && let Some(person) = resolved(name)
                {
                    let attribution = *attribution;
                    *speaker = person.map_or(Speaker::Other, |name| Speaker::Named { name, attribution });
                }
                if let Some(Asking { asker }) = asks
                    && let Some(person) = asker.as_deref().and_then(resolved)
                {
                    *asker = person;
                }
            }
            Content::Question(question) => {
                if let Some(person) = question.asker.as_deref().and_then(resolved) {
                    question.asker = person;
                }
            }
            Content::Passage(_) | Content::Prediction(_) | Content::Term(_) => {}
        }
    }
}

/// Whether words are the name of a Chinese site or paper: 渡口网, 海岸日报.
fn is_paper(name: &str) -> bool {
    const FEWEST: usize = 3;
    let is_plain = name.chars().count() >= FEWEST && name.chars().all(name_shape::is_han);
    is_plain && (name.ends_with('网') || label::is_channel(name))
}

/// Whether words are the address of a site: `Ferry.org`.
fn is_site(name: &str) -> bool {
    const ENDINGS: [&str; 10] = ["com", "org", "net", "cn", "io", "edu", "tv", "fm", "co", "dev"];
    name.rsplit_once('.').is_some_and(|(host, ending)| {
        let is_host = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '-');
        !host.is_empty()
            && host.chars().all(is_host)
            && ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::{is_paper, is_site};

    #[test]
    fn papers_are_told_by_their_endings() {
        assert!(is_paper("渡口网") && is_paper("海岸日报"));
        assert!(!is_paper("林网") && !is_paper("林远") && !is_paper("日报社长林远"));
    }

    #[test]
    fn a_site_is_told_by_its_ending() {
        for site in ["Ferry.org", "news.ferry-times.com", "渡口.cn"] {
            assert_eq!(is_site(site), !site.starts_with('渡'), "{site}");
        }
        assert!(!is_site("St. John") && !is_site("J.R.R.") && !is_site(".com"));
    }
}
