//! How a quote differs from the words that it comes from, in the marks of `wdiff`.

use std::ops::Range;

use crate::text::align::{Block, Tokens};

/// `quote` as a change of `source`: `我们[-去年-]{+明年+}再看`. Of the source only what lies between its first and its last word
/// in common is told, where the quote has other words before these the beginning of that clause, and the rest of that sentence
/// where it goes on. None if these are no runs of both.
///
/// Of a quote of several sources only the words from the first to the last of this one are told.
pub(super) fn diff(quote: &str, source: &str, blocks: &[Block], is_alone: bool) -> Option<String> {
    let (ours, theirs) = (Tokens::of(quote), Tokens::of(source));
    if blocks.is_empty() || !blocks.iter().all(|block| ours.has(&theirs, block)) {
        return None;
    }
    let mut told = String::new();
    let (first, second) = (blocks[0].one.start, blocks[0].other.start);
    let start = if is_alone { 0 } else { first };
    // Where the quote begins in other words, so does the clause.
    let begin = if start < first { theirs.clause_start(second) } else { second };
    let (mut from, mut other) = (start, begin);
    for block in blocks {
        let left_out = &source[theirs.span(other..block.other.start)];
        tell(quote, &ours, from..block.one.start, left_out, &mut told);
        told.push_str(&quote[ours.span(block.one.clone())]);
        (from, other) = (block.one.end, block.other.end);
    }
    if !is_alone {
        return Some(told);
    }
    // Where the quote goes on in other words, so does the sentence.
    let rest = if from < ours.len() { other..sentence_end(source, &theirs, other) } else { other..other };
    tell(quote, &ours, from..ours.len(), &source[theirs.span(rest)], &mut told);
    Some(told)
}

/// What stands between two runs, with the quote's own marks around it.
fn tell(quote: &str, ours: &Tokens, added: Range<usize>, left_out: &str, told: &mut String) {
    let words = ours.span(added.clone());
    let before = if added.start == 0 { 0..0 } else { ours.span(added.start - 1..added.start) };
    let behind = if added.end == ours.len() { words.end } else { ours.span(added.end..added.end + 1).start };
    let changes = match (left_out.is_empty(), added.is_empty()) {
        (true, true) => String::new(),
        (false, true) => format!("[-{left_out}-]"),
        (true, false) => format!("{{+{}+}}", &quote[words.clone()]),
        (false, false) => format!("[-{left_out}-]{{+{}+}}", &quote[words.clone()]),
    };
    let marks = |marks: Range<usize>| quote.get(marks).unwrap_or_default();
    match added.is_empty() {
        true => told.extend([&*changes, marks(before.end..behind)]),
        false => told.extend([marks(before.end..words.start), &*changes, marks(words.end..behind)]),
    }
}

/// The token with which the sentence ends that a token stands in.
fn sentence_end(source: &str, tokens: &Tokens, at: usize) -> usize {
    (at..tokens.len())
        .find(|next| {
            let (before, behind) = (tokens.span(at..at + 1).start, tokens.span(*next..*next + 1).start);
            source[before..behind].contains(['。', '！', '？', '!', '?', '\n'])
        })
        .unwrap_or(tokens.len())
}

#[cfg(test)]
mod tests {
    use super::super::trace::{Key, Source, candidates, trace};
    use super::*;

    #[track_caller]
    fn check(quote: &str, source: &str, expect: &str) {
        let key = [Key { text: quote, tokens: Tokens::of(quote) }];
        let sources = [Source { text: source, tokens: Tokens::of(source) }];
        let (_, parts) = trace(&key[0], &sources, &candidates(&key, &sources)[0]);
        assert_eq!(diff(quote, source, &parts[0].blocks, true).as_deref(), Some(expect));
    }

    #[test]
    fn a_diff_tells_what_is_left_out_and_what_is_there_instead() {
        check(
            "到明年底，成本会降低100倍，速度会提高。",
            "我认为到明年底，成本会降低10倍，速度会提高。别的不变。",
            "到明年底，成本会降低[-10-]{+100+}倍，速度会提高",
        );
        check(
            "我们先看数据——再看成本的变化。",
            "我们先看数据，即使数据不全，再看成本的变化。",
            "我们先看数据[-即使数据不全-]——再看成本的变化",
        );
        check(
            "我们明年再看一次成本吧。",
            "我们明年再看一次数据。然后再说。",
            "我们明年再看一次[-数据-]{+成本吧+}",
        );
        check(
            "到2028年底，我们会有一百个站。",
            "今天不谈。到2027年底，我们会有一百个站。",
            "[-到2027-]{+到2028+}年底，我们会有一百个站",
        );
        // Whole clauses that come first are no others' words.
        check(
            "说真的，明年我们会再看一次成本。",
            "我去年没有看，明年我们会再看一次成本。",
            "{+说真的+}，明年我们会再看一次成本",
        );
    }
}
