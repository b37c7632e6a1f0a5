//! Rust source as words and marks, as far as telling imports needs it: comments, literals and lifetimes are left out.

/// A word or a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'t> {
    Word(&'t str),
    /// `::` between two names.
    Path,
    /// `::` before the name of a crate.
    Root,
    Mark(char),
}

impl<'t> Token<'t> {
    pub(crate) fn word(self) -> Option<&'t str> {
        match self {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }
}

/// The tokens of a source with their lines, counted from 1.
pub(crate) fn tokens(text: &str) -> Vec<(Token<'_>, usize)> {
    let mut found = Vec::new();
    let (mut at, mut line) = (0, 1);
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if let Some(length) = literal(rest) {
            length
        } else if rest.starts_with("::") {
            let goes_on = text[..at].ends_with(|before| is_word(before) || before == '>');
            found.push((if goes_on { Token::Path } else { Token::Root }, line));
            2
        } else if is_word(first) {
            let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            if !first.is_numeric() {
                found.push((Token::Word(&rest[..length]), line));
            }
            length
        } else {
            if !first.is_whitespace() {
                found.push((Token::Mark(first), line));
            }
            first.len_utf8()
        };
        line += rest[..length].matches('\n').count();
        at += length;
    }
    found
}

/// How long the comment is that a text begins with, in bytes; comments nest.
fn block_comment(text: &str) -> usize {
    let (mut at, mut open) = (2, 1);
    while open > 0 && at < text.len() {
        let step = match &text.as_bytes()[at..] {
            [b'/', b'*', ..] => {
                open += 1;
                2
            }
            [b'*', b'/', ..] => {
                open -= 1;
                2
            }
            _ => 1,
        };
        at += step;
    }
    at
}

/// How long the literal or the lifetime is that a text begins with, in bytes.
fn literal(text: &str) -> Option<usize> {
    if let Some(rest) = text.strip_prefix('\'') {
        let mut characters = rest.char_indices();
        return match (characters.next()?.1, characters.next()) {
            ('\\', Some((at, escaped))) => {
                let from = at + escaped.len_utf8();
                rest[from..].find('\'').map(|end| 1 + from + end + 1)
            }
            (_, Some((at, '\''))) => Some(1 + at + 1),
            _ => Some(1 + rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len())),
        };
    }
    let unprefixed = text.trim_start_matches(['b', 'c']);
    // No more than one letter is a prefix, and one of raw strings beside it.
    if text.len() - unprefixed.len() > 1 {
        return None;
    }
    let prefix = text.len() - unprefixed.len();
    if prefix > 0 && unprefixed.starts_with('\'') {
        return literal(unprefixed).map(|length| prefix + length);
    }
    if let Some(raw) = unprefixed.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let inside = raw[hashes..].strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(hashes));
        let length = inside.find(&end).map_or(inside.len(), |at| at + end.len());
        return Some(text.len() - inside.len() + length);
    }
    let inside = unprefixed.strip_prefix('"')?;
    let mut is_escaped = false;
    for (at, character) in inside.char_indices() {
        match character {
            '"' if !is_escaped => return Some(text.len() - inside.len() + at + 1),
            '\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    Some(text.len())
}

/// Tokens, read one after the other.
pub(crate) struct Tokens<'t, 's> {
    all: &'s [(Token<'t>, usize)],
    /// How many are read.
    read: usize,
}

impl<'t, 's> Tokens<'t, 's> {
    pub(crate) fn of(all: &'s [(Token<'t>, usize)]) -> Self {
        Tokens { all, read: 0 }
    }

    pub(crate) fn next(&mut self) -> Option<(Token<'t>, usize)> {
        let next = self.all.get(self.read).copied();
        self.read += usize::from(next.is_some());
        next
    }

    fn ahead(&self, count: usize) -> Option<Token<'t>> {
        self.all.get(self.read + count).map(|(token, _)| *token)
    }

    /// One that was read before the last one.
    fn before(&self, count: usize) -> Option<Token<'t>> {
        self.read.checked_sub(1 + count).map(|at| self.all[at].0)
    }

    pub(crate) fn is_next(&self, mark: char) -> bool {
        self.ahead(0) == Some(Token::Mark(mark))
    }

    /// The next word; `!` before it is passed over, as in `macro_rules! name`.
    pub(crate) fn peek_word(&self) -> Option<&'t str> {
        let skipped = usize::from(self.is_next('!'));
        self.ahead(skipped).and_then(Token::word)
    }

    /// Whether a name and a brace follow.
    pub(crate) fn opens_a_module(&self) -> bool {
        self.peek_word().is_some() && self.ahead(1) == Some(Token::Mark('{'))
    }

    /// Whether `pub` or `pub(…)` stands before the last one.
    pub(crate) fn is_public(&self) -> bool {
        match self.before(1) {
            Some(Token::Word("pub")) => true,
            Some(Token::Mark(')')) => {
                let open = (2..8).find(|count| self.before(*count) == Some(Token::Mark('(')));
                open.is_some_and(|count| self.before(count + 1) == Some(Token::Word("pub")))
            }
            _ => false,
        }
    }

    /// Whether the last one goes on with a path, or is a field or a method.
    pub(crate) fn is_behind_a_path_or_a_dot(&self) -> bool {
        match self.before(1) {
            Some(Token::Path) => true,
            // Not so behind `..`, as in ranges.
            Some(Token::Mark('.')) => self.before(2) != Some(Token::Mark('.')),
            _ => false,
        }
    }

    /// Whether the last one is a generic parameter or part of a pointer's type.
    pub(crate) fn is_generic(&self) -> bool {
        matches!(self.before(1), Some(Token::Mark('<' | ',' | '*')))
    }

    /// Whether the last one names a crate, and nothing else that may have its name.
    pub(crate) fn is_behind_root(&self) -> bool {
        self.before(1) == Some(Token::Root)
    }

    /// Whether the next one does.
    pub(crate) fn is_root_next(&self) -> bool {
        self.ahead(0) == Some(Token::Root)
    }

    /// The next part of a path, if `::` and a word follow.
    pub(crate) fn next_segment(&mut self) -> Option<&'t str> {
        let (Some(Token::Path), Some(Token::Word(word))) = (self.ahead(0), self.ahead(1)) else {
            return None;
        };
        self.read += 2;
        Some(word)
    }
}

#[test]
fn comments_literals_and_lifetimes_are_no_words() {
    let text = r####"a // b
        /* c /* d */ e */ f "g \" h" 'i' '\'' '\u{6a}' &'j k b"l" r#"m " n"# b'o' p1 r q::s 2"####;
    let words: Vec<_> =
        tokens(text).into_iter().filter_map(|(token, line)| Some((token.word()?, line))).collect();
    assert_eq!(words, [("a", 1), ("f", 2), ("k", 2), ("p1", 2), ("r", 2), ("q", 2), ("s", 2)]);
}
