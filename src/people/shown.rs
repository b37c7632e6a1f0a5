//! The one name by which somebody is shown.
//!
//! What the library's own list says goes first, then what the built-in one says, then the full name that most notes use; of
//! Chinese people their Chinese name.

use super::joins::{Group, Groups, Name};
use super::known::Known;
use super::name::{Script, has_surname_of, may_be_transliterated};
use crate::language::bare_name;
use crate::language::skeleton::may_render;

/// The name of a group to show.
pub(super) fn shown(group: &Group, groups: &Groups, known: &Known) -> String {
    let listed =
        group.own.map(|entry| &known.own[entry]).or(group.built_in.map(|entry| &known.built_in[entry]));
    if let Some(person) = listed {
        return person.name.clone();
    }
    let names: Vec<&Name> = group.names.iter().map(|name| &groups.names[*name]).collect();
    let chinese = names.iter().filter(|name| name.script == Script::Chinese && is_own_name(name, &names));
    let of_most = |names: &mut dyn Iterator<Item = &&Name>| {
        names
            .max_by(|one, other| {
                // Of a name and a pen name that as many notes use, the name.
                let order = |name: &Name| {
                    (name.notes, bare_name::is_full(name.form()), std::cmp::Reverse(name.script))
                };
                order(one).cmp(&order(other)).then(other.key.cmp(&one.key))
            })
            .map(|name| name.form().to_owned())
    };
    of_most(&mut chinese.into_iter()).or_else(|| of_most(&mut names.iter())).unwrap_or_default()
}

/// Whether a Chinese name is no rendering of a Latin one: there is none, one with this surname, or none that sounds like it.
fn is_own_name(chinese: &Name, names: &[&Name]) -> bool {
    let latin = || names.iter().filter(|name| name.script == Script::Latin);
    let is_rendering =
        |latin: &&&Name| may_be_transliterated(chinese.form()) && may_render(chinese.form(), latin.form());
    latin().any(|latin| has_surname_of(latin.form(), chinese.form()))
        || !latin().any(|latin| is_rendering(&latin))
}
