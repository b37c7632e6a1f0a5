//! Lines of a section that say who speaks in it: `演讲者：李明（某公司）`, `**发言人**：李明`.
//!
//! The line opens its section. A further one under the same label hands over: what stands below that is the
//! other's.

use std::collections::{HashMap, HashSet};

use super::series;
use crate::language::lexicon;
use crate::language::name_shape::{self, Shape};
use crate::parse::cast::Cast;
use crate::parse::draft::{Content, Draft};
use crate::parse::frame::metadata_keys;
use crate::parse::frame::outline::{Outline, OutlineSection};
use crate::parse::syntax::written_names;

/// Who speaks in which section, as its lines say.
#[derive(Default)]
pub(super) struct Presented {
    first: HashMap<usize, String>,
    labels: HashMap<usize, String>,
    /// Of each section, where somebody else is presented, and who, if that one speaks: a byte of the source, in order.
    further: HashMap<usize, Vec<(usize, Option<String>)>>,
}

impl Presented {
    pub(super) fn read(drafts: &[Draft]) -> Self {
        let mut presented = Presented::default();
        let (mut seen, mut spoken) = (HashSet::new(), HashSet::new());
        for draft in drafts {
            let Some(section) = draft.section else { continue };
            let is_first = seen.insert(section);
            if draft.turn().is_some() {
                spoken.insert(section);
            }
            let Content::Passage(passage) = &draft.content else { continue };
            let Some((label, name)) = self::presented(&passage.text) else { continue };
            if is_first {
                presented.labels.insert(section, label.to_owned());
                presented.first.insert(section, name);
            } else if let Some(first) = presented.labels.get(&section) {
                // Below words of the first, another label leaves open whose the next are: `翻译：周舟`.
                let further = if first == label { Some(name) } else { None };
                if further.is_some() || spoken.contains(&section) {
                    presented.further.entry(section).or_default().push((draft.span.start, further));
                }
            }
        }
        presented
    }

    /// A section that its heading calls a talk is that of the one person who is named at words in it: `## 主题演讲`.
    pub(super) fn add_talks(&mut self, drafts: &[Draft], outline: &Outline, cast: &Cast) {
        let is_talk = |(index, section): (usize, &OutlineSection)| {
            (lexicon::TALKS_OF_ONE.end(section.title.trim()) && !self.first.contains_key(&index))
                .then_some(index)
        };
        let talks: HashSet<usize> = outline.sections.iter().enumerate().filter_map(is_talk).collect();
        if talks.is_empty() {
            return;
        }
        let mut voices: HashMap<usize, Voices<'_>> = HashMap::new();
        for draft in drafts {
            let Some((turn, name)) = draft.turn().and_then(|turn| Some((turn, turn.speaker.name()?))) else {
                continue;
            };
            for section in outline.ancestors(draft.section).filter(|section| talks.contains(section)) {
                let voices = voices.entry(section).or_insert(Voices { name, ..Voices::default() });
                voices.are_several |= voices.name != name;
                voices.is_stated |= turn.speaker.is_stated();
            }
        }
        // A resident whom the speaker cites does not give the talk.
        let takes_part = |name: &str| cast.guests.iter().chain(&cast.titled).any(|guest| guest == name);
        let givers =
            voices.into_iter().filter(|(_, of)| of.is_stated && !of.are_several && takes_part(of.name));
        self.first.extend(givers.map(|(section, of)| (section, of.name.to_owned())));
    }

    pub(super) fn first(&self) -> &HashMap<usize, String> {
        &self.first
    }

    /// The sections that are a talk of whom they present.
    pub(super) fn talks(&self) -> HashSet<usize> {
        let talks = self.labels.iter().filter(|(_, label)| series::gives_talk(label));
        talks.map(|(section, _)| *section).collect()
    }

    /// Who speaks in a section at a byte of the source; `Some(None)` where that is open from there on.
    pub(super) fn at(&self, section: usize, at: usize) -> Option<Option<&String>> {
        let further = self.further.get(&section).map_or(&[][..], Vec::as_slice);
        match further[..further.partition_point(|(start, _)| *start <= at)].last() {
            Some((_, name)) => Some(name.as_ref()),
            None => self.first.get(&section).map(Some),
        }
    }
}

/// Who has words in a section.
#[derive(Default)]
struct Voices<'d> {
    /// The first of them.
    name: &'d str,
    are_several: bool,
    /// Whether a name stands at words.
    is_stated: bool,
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
