//! What a file of source says of itself: the items that it defines, what it names, and where each name stands.

use std::collections::BTreeMap;

use crate::tokens::{Token, Tokens, tokens};

/// What is known of a file without looking at others.
#[derive(Default)]
pub(crate) struct File {
    pub(crate) module: Vec<String>,
    pub(crate) is_front_door: bool,
    /// Items that the file defines, and whether each is a type, a constant or a trait.
    pub(crate) defined: BTreeMap<String, bool>,
    pub(crate) uses: Vec<Use>,
    pub(crate) paths: Vec<Named>,
    /// Names that occur outside of `use`, and whether in a type and whether in code.
    pub(crate) occurring: BTreeMap<String, (bool, bool)>,
}

/// One leaf of a `use`.
pub(crate) struct Use {
    pub(crate) named: Named,
    /// What the file calls it; `*` for all there is.
    pub(crate) name: String,
    pub(crate) is_public: bool,
}

/// A path as it stands.
pub(crate) struct Named {
    pub(crate) segments: Vec<String>,
    pub(crate) line: usize,
    /// How many modules that are written out in the file are around it.
    pub(crate) inline: usize,
    pub(crate) in_type: bool,
    /// Whether it begins with `::`, and so with a crate.
    pub(crate) is_foreign: bool,
}

impl File {
    pub(crate) fn read(path: &str, text: &str) -> Self {
        let mut module: Vec<String> = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        if module.last().is_some_and(|name| name == "mod" || name == "lib") {
            module.pop();
        }
        let mut file = File { module, ..File::default() };
        let tokens = tokens(text);
        let mut at = Place::default();
        let mut rest = Tokens::of(&tokens);
        while let Some((token, line)) = rest.next() {
            at.pass(token, &mut rest);
            match token {
                Token::Word("use") if !rest.is_next('<') => {
                    let (is_public, is_foreign) = (rest.is_public(), rest.is_root_next());
                    let mut leaves = Vec::new();
                    use_tree(&mut rest, &mut Vec::new(), &mut leaves);
                    for (segments, name) in leaves {
                        let named =
                            Named { segments, line, inline: at.inline.len(), in_type: false, is_foreign };
                        file.uses.push(Use { named, name, is_public });
                    }
                }
                Token::Word(keyword) if at.depth == at.inline.len() && DEFINING.contains(&keyword) => {
                    if let Some(name) = rest.peek_word().filter(|name| !DEFINING.contains(name)) {
                        let is_type = !matches!(keyword, "fn" | "mod");
                        file.defined.insert(name.to_owned(), is_type);
                    }
                }
                Token::Word(word) if !rest.is_behind_a_path_or_a_dot() => {
                    let is_foreign = rest.is_behind_root();
                    let mut segments = vec![word.to_owned()];
                    segments.extend(std::iter::from_fn(|| rest.next_segment()).map(str::to_owned));
                    let (in_type, in_code) = file.occurring.entry(word.to_owned()).or_default();
                    *(if at.in_type { in_type } else { in_code }) = true;
                    if segments.len() > 1 {
                        let (inline, in_type) = (at.inline.len(), at.in_type);
                        file.paths.push(Named { segments, line, inline, in_type, is_foreign });
                    }
                }
                _ => {}
            }
        }
        file
    }
}

/// What names an item; `union` is no keyword, and nowhere used.
const DEFINING: [&str; 9] =
    ["fn", "struct", "enum", "trait", "type", "const", "static", "mod", "macro_rules"];

/// Where in a file's items a token stands.
#[derive(Default)]
struct Place {
    /// Braces open.
    depth: usize,
    /// The depths within the modules that are written out around it.
    inline: Vec<usize>,
    /// Parentheses and square brackets open.
    brackets: usize,
    /// Whether it is part of a type, a constant or a trait.
    in_type: bool,
    /// Whether only a semicolon ends that one.
    is_statement: bool,
}

impl Place {
    fn pass(&mut self, token: Token, rest: &mut Tokens) {
        let outside = self.depth == self.inline.len() && self.brackets == 0;
        match token {
            Token::Word("mod") if outside && rest.opens_a_module() => {
                self.inline.push(self.depth + 1);
            }
            Token::Word("struct" | "enum" | "trait") if outside => {
                (self.in_type, self.is_statement) = (true, false);
            }
            Token::Word("type" | "static") if outside => (self.in_type, self.is_statement) = (true, true),
            // Neither a function, nor a generic constant of one.
            Token::Word("const") if outside && rest.peek_word() != Some("fn") && !rest.is_generic() => {
                (self.in_type, self.is_statement) = (true, true);
            }
            Token::Mark('(' | '[') => self.brackets += 1,
            Token::Mark(')' | ']') => self.brackets = self.brackets.saturating_sub(1),
            Token::Mark('{') => self.depth += 1,
            Token::Mark('}') => {
                self.depth = self.depth.saturating_sub(1);
                self.inline.retain(|within| *within <= self.depth);
                self.in_type &= self.is_statement || self.depth > self.inline.len();
            }
            Token::Mark(';') if outside => self.in_type = false,
            _ => {}
        }
    }
}

/// The leaves of what follows `use`, each with the name that it gets.
fn use_tree(rest: &mut Tokens, before: &mut Vec<String>, leaves: &mut Vec<(Vec<String>, String)>) {
    let depth = before.len();
    while let Some((token, _)) = rest.next() {
        match token {
            Token::Word("as") => {
                let name = rest.next().and_then(|(token, _)| token.word()).unwrap_or_default().to_owned();
                leaves.push((before.clone(), name));
                before.truncate(depth);
            }
            Token::Word(word) => before.push(word.to_owned()),
            Token::Mark('*') => {
                leaves.push((before.clone(), "*".to_owned()));
                before.truncate(depth);
            }
            Token::Mark('{') => {
                use_tree(rest, before, leaves);
                before.truncate(depth);
            }
            Token::Mark(mark @ (',' | '}' | ';')) => {
                if before.len() > depth {
                    let mut path = before.clone();
                    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
                        path.pop();
                    }
                    let name = path.last().cloned().unwrap_or_default();
                    leaves.push((path, name));
                    before.truncate(depth);
                }
                if mark != ',' {
                    return;
                }
            }
            _ => {}
        }
    }
}
