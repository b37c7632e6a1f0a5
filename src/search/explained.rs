//! How a hit's score came about, in words.

use std::fmt;

use super::rank::{Explanation, LEADS_IN, SAYS_NO_MORE};

/// The score, and below it what else there is to say, a line each.
impl fmt::Display for Explanation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Explanation { text, coverage, nearness, wording, .. } = self;
        write!(
            formatter,
            "{:.2} = text {text:.2} × coverage {coverage:.2} × nearness {nearness:.2} × wording {wording:.2}",
            self.score()
        )?;
        for (name, adds) in self.kinds() {
            write!(formatter, " × {name} {:.2}", 1.0 + adds)?;
        }
        if self.lent > 0.0 {
            write!(formatter, " + lent {:.2}", self.lent)?;
        }
        if self.says_no_more {
            write!(formatter, "\n  × {SAYS_NO_MORE:.2} for saying no more than the query")?;
        }
        if self.leads_in {
            write!(formatter, "\n  × {LEADS_IN:.2} for leading others in")?;
        }
        if self.defines {
            formatter.write_str("\n  defines the very term")?;
        }
        if let Some(instead) = &self.instead {
            write!(formatter, "\n  read as {instead}")?;
        }
        for (kind, heading) in EVIDENCE {
            let of_kind = self.evidence.iter().filter_map(|(evidence, score)| {
                let (own, text) = evidence.split_once(' ')?;
                (own == kind).then(|| format!("{text} {score:.2}"))
            });
            let given: Vec<String> = of_kind.collect();
            if !given.is_empty() {
                write!(formatter, "\n  text from {heading}: {}", given.join(", "))?;
            }
        }
        Ok(())
    }
}

/// Kinds of evidence, and what several pieces of one are called.
const EVIDENCE: [(&str, &str); 5] =
    [("name", "names"), ("person", "people"), ("word", "words"), ("run", "runs"), ("heading", "headings")];
