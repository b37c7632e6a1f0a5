//! Verse: lines of a song or a poem, in which a colon labels nobody who talks: `男：你说海没有尽头`.
//!
//! ```text
//! verse = head line+ | words-by music-by line+      ; 歌词, 副歌; `词：李明`, `曲：王芳`
//! line  = words                                     ; short, and no sentence ends it
//! ```

use crate::parse::syntax::line::Line;

/// Takes what opens lines of verse for no lead.
pub(super) fn mark(lines: &mut [Line<'_>]) {
    const HEADS: [&str; 6] = ["歌词", "主歌", "副歌", "唱词", "诗", "诗歌"];
    const WORDS: [&str; 3] = ["词", "作词", "填词"];
    const MUSIC: [&str; 3] = ["曲", "作曲", "谱曲"];
    let (mut has_words, mut has_music, mut in_verse) = (false, false, false);
    for line in lines {
        if line.is_heading {
            (has_words, has_music) = (false, false);
            in_verse = HEADS.contains(&line.text().trim());
            continue;
        }
        if let Some(lead) = &line.lead {
            has_words |= WORDS.contains(&lead.name.as_str());
            has_music |= MUSIC.contains(&lead.name.as_str());
        }
        if (in_verse || has_words && has_music) && is_verse(line) {
            (line.lead, line.alone) = (None, None);
        }
    }
}

fn is_verse(line: &Line<'_>) -> bool {
    /// In characters.
    const LONGEST: usize = 30;
    const ENDS: [char; 9] = ['。', '！', '？', '…', '.', '!', '?', '”', '」'];
    let text = line.text().trim();
    line.lead.as_ref().is_some_and(|lead| lead.stamp.is_none() && lead.name.chars().count() <= 4)
        && !line.is_stamped()
        && !text.ends_with(ENDS)
        && text.chars().count() <= LONGEST
}
