//! Who speaks where nobody is named at the words: the context tells, as implied.

use std::collections::{HashMap, HashSet};

use super::echoes::{Echo, Echoes};
use super::series;
use crate::language::name_shape::{self, Shape};
use crate::language::question::ends_in_mark as ends_in_question;
use crate::language::{bare_name, clause, everyday, label, reported};
use crate::model::Attribution;
use crate::parse::cast::{self, Cast, Finder};
use crate::parse::draft::{Content, Draft, Speaker, Turn};
use crate::parse::frame::outline::{Outline, SectionPurpose};
use crate::parse::frame::{metadata_keys, people_labels};
use crate::parse::syntax::written_names;
use crate::text::marks;

/// Names speakers whom the context tells, as implied.
pub(super) fn name(drafts: &mut [Draft], outline: &Outline, cast: &Cast, text: &str) {
    let is_open = |turn: &Turn| matches!(turn.speaker, Speaker::Unknown | Speaker::Pronoun);
    // Most notes have no such turn, and to gather hints takes a while.
    if !drafts.iter().filter_map(Draft::turn).any(is_open) {
        return;
    }
    let context = Hints::new(drafts, outline, cast, text);
    // Key quotes come last: they repeat what the others say.
    let is_key = |draft: &Draft| draft.turn().is_some_and(|turn| turn.key);
    let (key, others): (Vec<usize>, Vec<usize>) =
        (0..drafts.len()).partition(|index| is_key(&drafts[*index]));
    for index in others.into_iter().chain(key) {
        let implied = match drafts[index].turn().map(|turn| &turn.speaker) {
            Some(Speaker::Unknown) => implied(drafts, index, outline, cast, &context),
            Some(Speaker::Pronoun) => of_pronoun(drafts, index, cast, &context),
            _ => continue,
        };
        let may_be_of = match &implied {
            Some(_) => Vec::new(),
            None => may_be_of(drafts, index, outline, cast, &context),
        };
        let Some(turn) = drafts[index].turn_mut() else { continue };
        turn.may_be_of = may_be_of;
        if let Some(name) = implied {
            turn.speaker = Speaker::Named { name, attribution: Attribution::Implied };
        }
    }
}

/// What tells who speaks, gathered once for the whole note.
struct Hints {
    only_guest: Option<String>,
    /// Where the note first names that person: a byte of the source.
    guest_from: usize,
    /// The one person whom a section's heading names.
    headings: Vec<Option<String>>,
    /// Those whom a section's heading names, where they are several.
    several: Vec<Vec<String>>,
    /// Whether a section's heading names somebody and tells of nobody whose words stand below it.
    is_nobodys: Vec<bool>,
    /// The one person of whom a line at a section's beginning says that they speak in it: `演讲者：李明（某公司）`.
    presented: HashMap<usize, String>,
    /// Whose the sections of a series are.
    series: HashMap<usize, String>,
    /// Whether the note is of several talks: what stands outside of them is nobody's.
    has_talks: bool,
    /// The one person whom a section's opening line names.
    openings: HashMap<usize, String>,
    /// How many unnamed quotes of a group end in a question mark.
    asking: HashMap<u32, usize>,
    /// Of each draft, whether a blockquote holds it.
    in_blockquote: Vec<bool>,
    /// Those who ask rather than tell.
    asking_names: HashSet<String>,
    echoes: Echoes,
}

impl Hints {
    fn new(drafts: &[Draft], outline: &Outline, cast: &Cast, text: &str) -> Self {
        let candidates = Finder::of_candidates(candidates(drafts, cast));
        let named = |words: &str| candidates.only_one(words).cloned();
        let headings = outline
            .sections
            .iter()
            .map(|section| {
                candidates
                    .opening(&section.title)
                    .cloned()
                    .or_else(|| named(&section.title))
                    .filter(|name| reported::heads_words_of(&section.title, name))
                    .or_else(|| cast.only_one_called(&section.title).map(str::to_owned))
                    .or_else(|| candidates.only_one_titled(&section.title).cloned())
            })
            .collect();
        let is_nobodys =
            outline.sections.iter().map(|section| is_nobodys(&section.title, &candidates)).collect();
        let mut openings = HashMap::new();
        let mut presented = HashMap::new();
        let mut talks = HashSet::new();
        let mut seen = HashSet::new();
        let mut asking = HashMap::new();
        for draft in drafts {
            if let Some(section) = draft.section
                && let Content::Passage(passage) = &draft.content
                && !seen.contains(&section)
                && let Some((label, name)) = self::presented(&passage.text)
            {
                if series::gives_talk(label) {
                    talks.insert(section);
                }
                presented.entry(section).or_insert(name);
            }
            if let Some(section) = draft.section
                && seen.insert(section)
                && let Content::Passage(passage) = &draft.content
                // `主播` and a name below: what is quoted further on is seldom the host's.
                && !people_labels::announces_hosts(&passage.text)
                && let Some(name) = named(&passage.text)
            {
                openings.insert(section, name);
            }
            if draft.group > 0 && !draft.is_row && is_unnamed_question(draft) {
                *asking.entry(draft.group).or_insert(0) += 1;
            }
        }
        let only_guest = only_guest(drafts, cast, text).filter(|name| is_somebody(name, cast));
        let guest_from = only_guest.as_deref().and_then(|guest| text.find(guest)).unwrap_or_default();
        if !talks.is_empty() {
            let turns = drafts.iter().filter(|draft| draft.turn().is_some());
            let spoken: HashSet<usize> = turns.flat_map(|draft| outline.ancestors(draft.section)).collect();
            talks.retain(|section| outline.sections[*section].parent.is_some() && spoken.contains(section));
        }
        let series = series::read(drafts, outline, &presented);
        Hints {
            has_talks: !talks.is_empty() || series.values().collect::<HashSet<_>>().len() > 1,
            series,
            guest_from,
            only_guest,
            headings,
            is_nobodys,
            several: outline.sections.iter().map(|section| candidates.several(&section.title)).collect(),
            presented,
            openings,
            asking,
            in_blockquote: drafts.iter().map(|draft| is_in_blockquote(draft, text)).collect(),
            asking_names: asking_names(drafts, cast),
            echoes: Echoes::new(drafts),
        }
    }

    /// Whether somebody neither takes part nor is the guest, as far as the note tells.
    fn is_outsider(&self, name: &str, cast: &Cast) -> bool {
        let takes_part = || {
            cast.is_leading(name)
                || cast.is_known(name)
                || cast.guests.iter().chain(&cast.hosts).chain(&cast.titled).any(|known| known == name)
        };
        self.only_guest.as_deref().is_some_and(|guest| guest != name) && !takes_part()
    }

    /// Whether nobody is named in the quote's blockquote, where another of its quotes asks: two people speak, and
    /// nothing tells who is who.
    fn is_in_exchange(&self, draft: &Draft) -> bool {
        let own = usize::from(is_unnamed_question(draft));
        !draft.is_row && self.asking.get(&draft.group).is_some_and(|count| *count > own)
    }
}

/// Whether a name is a person's: metadata give channels in the same place, which say nothing.
fn is_somebody(name: &str, cast: &Cast) -> bool {
    cast.shape(name) != Shape::Label && !label::is_channel(name) && !name_shape::is_numbered_role(name)
}

/// Whether a heading is about somebody who says nothing below it, or names two people: `致李明`, `李明、王芳`.
fn is_nobodys(title: &str, candidates: &Finder) -> bool {
    let is_about = candidates.only_one(title).is_some_and(|name| !reported::heads_words_of(title, name));
    let names = || written_names::names(title);
    let is_whole =
        |name: &str| bare_name::is_full(name) && !everyday::is_everyday(name) && title.contains(name);
    let are_two = || {
        let names = names();
        names.len() > 1 && names.iter().all(|(name, _)| is_whole(name))
    };
    is_about || are_two()
}

fn is_in_blockquote(draft: &Draft, text: &str) -> bool {
    let before = &text[..draft.span.start.min(text.len())];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    text[line..].trim_start_matches(['\u{feff}', ' ', '\t']).starts_with('>')
}

fn asking_names(drafts: &[Draft], cast: &Cast) -> HashSet<String> {
    let names = drafts.iter().filter_map(|draft| draft.turn()?.speaker.name());
    names.filter(|name| cast.asks(name)).map(str::to_owned).collect()
}

/// Whom 他 or 她 stands for: whoever spoke right above, or is alone in the prose between.
fn of_pronoun(drafts: &[Draft], index: usize, cast: &Cast, context: &Hints) -> Option<String> {
    let draft = &drafts[index];
    let guest = context.only_guest.as_deref();
    for above in drafts[..index].iter().rev().take_while(|above| above.section == draft.section) {
        match &above.content {
            // Whoever asks is answered by somebody else.
            Content::Turn(turn) if above.asks() || ends_in_question(&turn.words) => {}
            Content::Turn(turn) => return turn.speaker.name().map(str::to_owned),
            Content::Question(_) => {}
            Content::Passage(passage) => {
                let named = cast.named_in(&passage.text);
                let is_of_sentence = above.introduces || passage.text.trim_end().ends_with(['：', ':', '，']);
                match &named[..] {
                    [] if is_of_sentence => {}
                    [name] if !is_of_sentence && !clause::joins_another(&passage.text, name) => {
                        return Some(name.clone());
                    }
                    [] if guest.is_some_and(|guest| !cast::names_another(&passage.text, guest)) => break,
                    _ => return None,
                }
            }
            _ => break,
        }
    }
    // Nobody who is named only later.
    context.only_guest.clone().filter(|_| context.guest_from <= draft.span.start)
}

/// Those whose words a turn without a speaker may be: whom a pronoun may stand for, or those whom the heading names.
fn may_be_of(drafts: &[Draft], index: usize, outline: &Outline, cast: &Cast, context: &Hints) -> Vec<String> {
    /// How many of those above a pronoun can point at.
    const FARTHEST: usize = 4;
    let draft = &drafts[index];
    let Some(turn) = draft.turn() else { return Vec::new() };
    let is_above = |above: &&Draft| above.section == draft.section;
    let mut names: Vec<String> = match turn.speaker {
        Speaker::Pronoun => {
            let above = drafts[..index].iter().rev().take_while(is_above).take(FARTHEST);
            let of = |above: &Draft| match &above.content {
                Content::Turn(turn) => turn.speaker.name().map(str::to_owned).into_iter().collect(),
                Content::Passage(passage) => cast.named_in(&passage.text),
                _ => Vec::new(),
            };
            above.flat_map(of).collect()
        }
        _ if turn.label.is_some() || turn.key || ends_in_question(&turn.words) => Vec::new(),
        _ => draft.section.map(|section| context.several[section].clone()).unwrap_or_default(),
    };
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    // A heading that names one has told it; a part that two share names none in full.
    if turn.speaker != Speaker::Pronoun && outline.purpose(draft.section) != SectionPurpose::Content {
        names.clear();
    }
    names
}

fn is_unnamed_question(draft: &Draft) -> bool {
    draft.turn().is_some_and(|turn| !turn.speaker.is_stated() && ends_in_question(&turn.words))
}

/// Everybody whom the note names, guests first. Where it lists people, those of whom only its prose tells that they said
/// something are none: a lecture on history cites many.
fn candidates(drafts: &[Draft], cast: &Cast) -> Vec<String> {
    let stated = drafts.iter().filter_map(|draft| match &draft.content {
        Content::Turn(Turn {
            speaker: Speaker::Named { name, attribution: Attribution::Stated }, ..
        }) => Some(name),
        Content::Prediction(prediction) => prediction.by.as_ref(),
        _ => None,
    });
    let has_list = !cast.guests.is_empty() || !cast.hosts.is_empty();
    let is_somebody = |name: &&String| {
        cast.shape(name) != Shape::Role
            && !name_shape::is_weak_role(name)
            && (!has_list || cast.is_leading(name) || cast.is_known(name))
    };
    let mut seen = HashSet::new();
    cast.guests
        .iter()
        .chain(&cast.titled)
        .chain(stated.filter(is_somebody))
        .chain(&cast.hosts)
        .filter(|name| seen.insert(*name))
        .cloned()
        .collect()
}

/// The note's only guest: the one whom the metadata names, or else the title, or the only one who is quoted at all but for
/// those who do nothing but ask; where nobody is, the one of whom the text tells throughout.
fn only_guest(drafts: &[Draft], cast: &Cast, text: &str) -> Option<String> {
    if let [guest] = &cast.guests[..] {
        return Some(guest.clone());
    }
    if cast.guests.len() > 1 {
        return None;
    }
    let stated: Vec<(&str, bool)> = drafts
        .iter()
        .filter(|draft| !is_signed(draft, text))
        .filter_map(Draft::turn)
        .filter(|turn| turn.speaker.is_stated())
        .filter_map(|turn| Some((turn.speaker.name()?, ends_in_question(&turn.words))))
        .collect();
    let telling: HashSet<&str> =
        stated.iter().filter(|(_, asks)| !asks).map(|(speaker, _)| *speaker).collect();
    let mut stated = stated
        .iter()
        .map(|(speaker, _)| *speaker)
        .filter(|speaker| !cast.asks(speaker) && telling.contains(speaker))
        .peekable();
    let is_nameless = |speaker: &str| cast.shape(speaker) == Shape::Role || name_shape::is_weak_role(speaker);
    if let Some(titled) = &cast.titled
        && (stated.peek().is_none() || telling.contains(titled.as_str()))
    {
        return Some(titled.clone());
    }
    // Where a host is alone with people who have no name, the note is the host's.
    if let [host] = &cast.hosts[..]
        && stated.peek().is_none_or(|speaker| is_nameless(speaker))
    {
        return stated.all(is_nameless).then(|| host.clone());
    }
    let Some(first) = stated.next() else {
        let is_unnamed = |draft: &Draft| draft.turn().is_some_and(|turn| turn.speaker.name().is_none());
        let is_asked_for = telling.is_empty() && cast.hosts.is_empty() && drafts.iter().any(is_unnamed);
        let tells_of_self = |draft: &Draft| matches!(&draft.content, Content::Passage(passage) if clause::is_personal(&passage.text));
        // Where nobody else is told of, what an article quotes without a name is its author's, who tells of themselves.
        let is_unknown = |turn: &Turn| turn.speaker == Speaker::Unknown;
        let author = || {
            let is_alone =
                drafts.iter().filter_map(Draft::turn).all(is_unknown) && drafts.iter().any(tells_of_self);
            cast.author.clone().filter(|author| is_alone && bare_name::is_full(author))
        };
        return is_asked_for.then(|| cast::protagonist(text).or_else(author)).flatten();
    };
    let is_alone = stated.all(|speaker| speaker == first);
    // `**李明**：……` that was no turn: whoever that is may well say the words without a name, too.
    let others = || drafts.iter().filter_map(lead_of_passage).any(|name| name != first);
    (is_alone && !others()).then(|| first.to_owned())
}

/// Whether somebody signs words below them rather than says them in the note: whoever is merely cited is no guest.
fn is_signed(draft: &Draft, text: &str) -> bool {
    let below = text.get(draft.span.end..).unwrap_or_default();
    let below = below.trim_start_matches(|c: char| marks::is_quotation(c) || c == ' ');
    let below = below.strip_prefix('\n').or_else(|| below.strip_prefix("\r\n"));
    below.is_some_and(|line| line.trim_start_matches(['>', ' ']).starts_with("——"))
}

/// The name with which a passage begins as a turn does.
fn lead_of_passage(draft: &Draft) -> Option<&str> {
    let Content::Passage(passage) = &draft.content else { return None };
    let (name, words) = passage.text.split_once(['：', ':']).filter(|_| !draft.introduces)?;
    let name = name.trim();
    let is_name = name_shape::shape(name) == Shape::Person && !metadata_keys::is_known_key(name);
    (is_name && words.contains(['。', '！', '？'])).then_some(name)
}

/// The name by which the words themselves introduce who says them: `大家好，我叫李明。`
fn introduced(words: &str) -> Option<&str> {
    let (_, after) = words.split_once("我叫")?;
    let end = after.find(|character: char| !character.is_alphanumeric() && !"·• ".contains(character));
    let name = after[..end.unwrap_or(after.len())].trim();
    (name_shape::shape(name) == Shape::Person).then_some(name)
}

/// Who speaks in a section, if a line says so.
fn presented(line: &str) -> Option<(&str, String)> {
    let (label, value) = line.split_once(['：', ':'])?;
    if !metadata_keys::names_people(label) || value.contains('\n') {
        return None;
    }
    match &written_names::names(value.trim().trim_end_matches(['。', '.']))[..] {
        [(name, _)] if name_shape::shape(name) == Shape::Person => Some((label, name.clone())),
        _ => None,
    }
}

/// Who says the paragraph right above a blockquote.
enum Above {
    Speaker(String),
    /// Somebody of whom the note merely tells, `她的师傅张敏提醒：“……”`: the blockquote may be theirs or the guest's.
    Outsider,
}

/// Who says the paragraph right above a blockquote without a name, if it is a turn that asks nothing or begins as one
/// does. Blockquotes side by side are not one person's.
fn right_above(drafts: &[Draft], index: usize, cast: &Cast, context: &Hints) -> Option<Above> {
    let draft = &drafts[index];
    let (turn, above) = (draft.turn()?, &drafts[index.checked_sub(1)?]);
    let is_beside = above.section == draft.section && !above.is_row && !draft.is_row && !turn.key;
    let is_below = context.in_blockquote[index] && !context.in_blockquote[index - 1];
    if !is_beside || !is_below || turn.is_answer {
        return None;
    }
    let name = match &above.content {
        Content::Turn(turn) if above.asks() || ends_in_question(&turn.words) => return None,
        // `李明：声明里写：` announces what somebody else has written, be the turn longer than that.
        Content::Turn(turn) if turn.words.lines().any(announces_others) => return Some(Above::Outsider),
        // Where other paragraphs go on with it, one of them may well be the note's own.
        Content::Turn(turn) if turn.words.contains('\n') => None,
        Content::Turn(turn) => turn.speaker.name().filter(|_| turn.speaker.is_stated()),
        Content::Passage(_) => lead_of_passage(above),
        _ => None,
    };
    let name = name.filter(|name| !context.asking_names.contains(*name))?;
    Some(if context.is_outsider(name, cast) { Above::Outsider } else { Above::Speaker(name.to_owned()) })
}

/// Whether a turn ends in a clause that announces the words of others than its speaker.
fn announces_others(words: &str) -> bool {
    let Some(words) = words.trim_end().strip_suffix(['：', ':']) else { return false };
    let clause = words.rsplit(['，', '。', '！', '？', ',', '\n']).next().unwrap_or(words);
    let announces = clause::ends_in_saying(clause)
        || clause::tells_of_others(clause)
        || reported::is_of_outsiders(clause);
    announces && !clause.contains('我')
}

fn implied(
    drafts: &[Draft],
    index: usize,
    outline: &Outline,
    cast: &Cast,
    context: &Hints,
) -> Option<String> {
    let draft = &drafts[index];
    let turn = draft.turn()?;
    // `拿破仑：“……”` may be somebody's, whose name has no shape that is known.
    let is_others = |label: &str| {
        label::announces_others(label)
            || label::is_somebody(label)
            || label::is_machine(label)
            || clause::is_speech_of_somebody(label)
            || clause::ends_in_saying(label)
            || label.starts_with('某')
            || reported::is_of_outsiders(label)
            || cast.named_in_any_way(label).iter().any(|name| !reported::gives_words_to(label, name))
            || name_shape::shape(label) != Shape::Label
    };
    if turn.label.as_deref().is_some_and(is_others) {
        return None;
    }
    // The same blockquote goes on with the same speaker, unless a label parts them.
    if turn.label.is_none()
        && let Some(above) = drafts[..index]
            .iter()
            .rev()
            .take_while(|above| above.group == draft.group && draft.group > 0)
            .find_map(Draft::turn)
        && let Speaker::Named { name, attribution: Attribution::Stated } = &above.speaker
    {
        return Some(name.clone());
    }
    if context.is_in_exchange(draft) {
        return None;
    }
    if let Some(name) = introduced(&turn.words) {
        return Some(name.to_owned());
    }
    match context.echoes.of(drafts, index) {
        Some(Echo::Of(speaker)) => return Some(speaker),
        Some(Echo::Others) => return None,
        None => {}
    }
    for section in outline.ancestors(draft.section) {
        if label::announces_others(&outline.sections[section].title) && !turn.is_answer {
            return None;
        }
        let presented = || context.presented.get(&section);
        if let Some(name) =
            context.series.get(&section).or(context.headings[section].as_ref()).or_else(presented)
        {
            return Some(name.clone());
        }
        if context.is_nobodys[section] && !turn.is_answer {
            return None;
        }
    }
    if ends_in_question(&turn.words)
        && !turn.key
        && !turn.is_answer
        && !clause::reports_a_question(&turn.words)
    {
        // A question among answers may well be somebody else's.
        return None;
    }
    match right_above(drafts, index, cast, context) {
        Some(Above::Speaker(name)) => return Some(name),
        Some(Above::Outsider) => return None,
        None => {}
    }
    if outline.purpose(draft.section) != SectionPurpose::KeyQuotes
        && let Some(name) = draft.section.and_then(|section| context.openings.get(&section))
    {
        return Some(name.clone());
    }
    context.only_guest.clone().filter(|_| !context.has_talks)
}
