//! How long the files and the functions of a source are.

use crate::tokens::{Token, tokens};

/// How many lines each function has, from that of its `fn` to that of the brace that closes it, by its name and its line.
/// Functions within others count for themselves and for those around them; signatures without a body are none.
pub(crate) fn functions(text: &str) -> Vec<(String, usize, usize)> {
    let mut found = Vec::new();
    // Functions whose brace is still to come or still open: name, line, and braces open around it.
    let mut named: Option<(String, usize)> = None;
    let mut open: Vec<(String, usize, usize)> = Vec::new();
    let (mut braces, mut brackets) = (0_usize, 0_usize);
    let tokens = tokens(text);
    for (at, (token, line)) in tokens.iter().enumerate() {
        match token {
            // `fn(u8) -> u8` is a type.
            Token::Word("fn") => {
                if let Some((Token::Word(name), _)) = tokens.get(at + 1) {
                    (named, brackets) = (Some(((*name).to_owned(), *line)), 0);
                }
            }
            Token::Mark('(' | '[') => brackets += 1,
            Token::Mark(')' | ']') => brackets = brackets.saturating_sub(1),
            // The one in `[u8; 4]` ends no signature.
            Token::Mark(';') if brackets == 0 => named = None,
            Token::Mark('{') => {
                if let Some((name, first)) = named.take() {
                    open.push((name, first, braces));
                }
                braces += 1;
            }
            Token::Mark('}') => {
                braces = braces.saturating_sub(1);
                if let Some((name, first, _)) = open.pop_if(|(_, _, around)| *around == braces) {
                    found.push((name, first, line - first + 1));
                }
            }
            _ => {}
        }
    }
    found.sort_by_key(|(_, first, _)| *first);
    found
}

#[test]
fn functions_are_counted_from_their_name_to_their_brace() {
    let text = r##"/// fn no() {
pub(crate) fn one() {}
trait Signs {
    fn no_body(&self, of: [u8; 4]) -> fn(u8) -> u8;
    fn with_a_body(
        &self,
    ) -> [u8; 2]
    where
        Self: Sized,
    {
        const BRACES: &str = "}} fn no() {";
        if true { '}'; } /* } */ // }
        fn within() -> &'static str {
            r#"} " }"#
        }
        [0; 2]
    }
}
#[cfg(test)]
mod tests {
    #[test]
    fn tested() {
    }
}
"##;
    let found = functions(text);
    let found: Vec<_> = found.iter().map(|(name, line, lines)| (name.as_str(), *line, *lines)).collect();
    assert_eq!(found, [("one", 2, 1), ("with_a_body", 5, 13), ("within", 13, 3), ("tested", 22, 2)]);
}
