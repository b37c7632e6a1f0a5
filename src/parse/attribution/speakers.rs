//! Who speaks where nobody is named at the words: the context tells, as implied.

use std::collections::{HashMap, HashSet};

use super::echoes::{Echo, Echoes};
use super::monologue;
use super::only_guest::{self, lead_of_passage};
use super::presented::Presented;
use super::series;
use super::short_names::is_part;
use crate::language::name_shape::{self, Shape, is_han};
use crate::language::question::ends_in_mark as ends_in_question;
use crate::language::surname::may_be_of_one;
use crate::language::{bare_name, clause, everyday, label, reported};
use crate::model::Attribution;
use crate::parse::cast::{self, Cast, Finder};
use crate::parse::draft::{Content, Draft, Speaker, Turn};
use crate::parse::frame::outline::{Outline, SectionPurpose};
use crate::parse::frame::people_labels;
use crate::parse::syntax::written_names;

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
    /// Whether that person tells the note themselves, so that he and she are others.
    is_guest_telling: bool,
    /// Where the note first names that person: a byte of the source.
    guest_from: usize,
    /// The one person whom a section's heading names.
    headings: Vec<Option<String>>,
    /// Those whom a section's heading names, where they are several.
    several: Vec<Vec<String>>,
    /// Whether a section's heading names somebody and tells of nobody whose words stand below it.
    is_nobodys: Vec<bool>,
    /// The one person of whom a line at a section's beginning says that they speak in it: `演讲者：李明（某公司）`.
    presented: Presented,
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
        let mut presented = Presented::read(drafts);
        let mut talks = presented.talks();
        let mut seen = HashSet::new();
        let mut asking = HashMap::new();
        for draft in drafts {
            if let Some(section) = draft.section
                && seen.insert(section)
                && let Content::Passage(passage) = &draft.content
                // `主播` and a name below: what is quoted further on is seldom the host's.
                && !people_labels::announces_hosts(&passage.text)
                && let Some(name) = named(&passage.text)
                // `王芳先请他讲讲缘起。`, `王芳问他怕什么，他说：`
                && !cast.hosts.contains(&name)
                && !["问他", "问她"].iter().any(|asking| passage.text.contains(asking))
            {
                openings.insert(section, name);
            }
            if draft.group > 0 && !draft.is_row && is_unnamed_question(draft) {
                *asking.entry(draft.group).or_insert(0) += 1;
            }
        }
        let only_guest = only_guest::find(drafts, cast, text).filter(|name| is_somebody(name, cast));
        let guest_from = only_guest.as_deref().and_then(|guest| text.find(guest)).unwrap_or_default();
        if !talks.is_empty() {
            let turns = drafts.iter().filter(|draft| draft.turn().is_some());
            let spoken: HashSet<usize> = turns.flat_map(|draft| outline.ancestors(draft.section)).collect();
            talks.retain(|section| outline.sections[*section].parent.is_some() && spoken.contains(section));
        }
        let series = series::read(drafts, outline, presented.first());
        presented.add_talks(drafts, outline, cast);
        Hints {
            has_talks: !talks.is_empty() || series.values().collect::<HashSet<_>>().len() > 1,
            series,
            guest_from,
            is_guest_telling: only_guest.as_deref().is_some_and(|guest| tells(drafts, guest)),
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
    let is_known = context.guest_from <= draft.span.start && !context.is_guest_telling;
    context.only_guest.clone().filter(|_| is_known)
}

/// Whether prose begins with somebody who says that they are this person: `我是林远。`
fn tells(drafts: &[Draft], name: &str) -> bool {
    drafts.iter().any(|draft| {
        matches!(&draft.content, Content::Passage(passage) if monologue::introduced(&passage.text) == Some(name))
    })
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

/// The name by which the words themselves introduce who says them: `大家好，我叫李明。`
fn introduced(words: &str) -> Option<&str> {
    let (_, after) = words.split_once("我叫")?;
    let end = after.find(|character: char| !character.is_alphanumeric() && !"·• ".contains(character));
    let name = after[..end.unwrap_or(after.len())].trim();
    (name_shape::shape(name) == Shape::Person).then_some(name)
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

/// Whose the words of a section are, as its heading or a line in it tells.
enum OfSection {
    Named(String),
    Nobodys,
}

fn of_section(drafts: &[Draft], index: usize, outline: &Outline, context: &Hints) -> Option<OfSection> {
    let draft = &drafts[index];
    let turn = draft.turn()?;
    for section in outline.ancestors(draft.section) {
        if label::announces_others(&outline.sections[section].title) && !turn.is_answer {
            return Some(OfSection::Nobodys);
        }
        let presented = || context.presented.at(section, draft.span.start);
        let headed = context.series.get(&section).or(context.headings[section].as_ref());
        let named = headed.map(Some).or_else(presented);
        if named == Some(None) && !turn.is_answer {
            return Some(OfSection::Nobodys);
        }
        if let Some(name) = named.flatten() {
            let is_others = !turn.is_answer && !turn.key && is_below_another(drafts, index, name, context);
            return Some(if is_others { OfSection::Nobodys } else { OfSection::Named(name.clone()) });
        }
        if context.is_nobodys[section] && !turn.is_answer {
            return Some(OfSection::Nobodys);
        }
    }
    None
}

/// Whether somebody else than `name` speaks right above in the same section, and does not ask: the words may go on with
/// either of them.
fn is_below_another(drafts: &[Draft], index: usize, name: &str, context: &Hints) -> bool {
    let section = drafts[index].section;
    let above = drafts[..index].last().filter(|above| above.section == section);
    let Some(above) = above.and_then(Draft::turn).filter(|above| above.speaker.is_stated()) else {
        return false;
    };
    let is_other = |other: &str| other != name && !is_part(other, name) && !is_part(name, other);
    !ends_in_question(&above.words)
        && above.speaker.name().is_some_and(|other| is_other(other) && !context.asking_names.contains(other))
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
            || label.ends_with("片段")
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
    match of_section(drafts, index, outline, context) {
        Some(OfSection::Named(name)) => return Some(name),
        Some(OfSection::Nobodys) => return None,
        None => {}
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
    let guest = context.only_guest.clone().filter(|_| !context.has_talks)?;
    (!is_in_talk_of_another(drafts, index, &guest, cast, context)).then_some(guest)
}

/// Whether somebody else than the guest says something in the same form last before a quote in its section, so that the quote may
/// go on with either of them.
fn is_in_talk_of_another(drafts: &[Draft], index: usize, guest: &str, cast: &Cast, context: &Hints) -> bool {
    let section = drafts[index].section;
    let above = drafts[..index].iter().enumerate().rev();
    let mut above = above.take_while(|(_, above)| above.section == section && !above.asks());
    let Some((at, above)) = above.find_map(|(at, above)| Some((at, above.turn()?))) else { return false };
    let is_other = |other: &str| {
        let other = bare_name::bare(other);
        let is_form = is_part(other, guest) || is_part(guest, other) || are_in_two_scripts(other, guest);
        other != guest && !is_form && !context.is_outsider(other, cast)
    };
    above.speaker.is_stated()
        && !above.key
        && !ends_in_question(&above.words)
        && context.in_blockquote[at] == context.in_blockquote[index]
        && above.speaker.name().is_some_and(is_other)
}

/// Whether two names in two scripts may be one person's: 拉斐尔·蒙特斯, Rafael Montes.
fn are_in_two_scripts(one: &str, other: &str) -> bool {
    match (one.contains(is_han), other.contains(is_han)) {
        (true, false) => may_be_of_one(one, other),
        (false, true) => may_be_of_one(other, one),
        _ => false,
    }
}
