//! How many there are, in all or in each group, in each format: for readers with a bar beside each number.

use std::io::{self, Write};

use serde::Serialize;

use super::super::bars::bar;
use super::super::facts::header;
use super::super::grid::{Column, Grid};
use super::super::style::{Page, Rich, Role};
use super::super::{Appearance, Format, View, csv, json, markdown, yaml};
use super::arrange::SortValue;
use super::group::part;
use super::{Counted, FieldKind, Group, SortKey, objects};
use crate::text::width::one_line;

/// Columns of the longest bar, at most and at least.
const LONGEST_BAR: usize = 40;
const SHORTEST_BAR: usize = 8;

/// A group as programs are told of it, one a line.
#[derive(Serialize)]
struct CountWire<'a> {
    value: Option<&'a str>,
    label: Option<&'a str>,
    count: usize,
}

pub(super) fn write(
    view: &View,
    groups: Option<&[Group]>,
    format: Format,
    appearance: Appearance<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some(groups) = groups else { return write_total(view, format, out) };
    let rows = groups.iter().map(|group| [group.count.to_string(), group.label.clone().unwrap_or_default()]);
    match format {
        Format::Table => write_bars(groups, appearance, out),
        Format::Plain => groups.iter().try_for_each(|group| {
            writeln!(out, "{}\t{}", group.count, one_line(group.label.as_deref().unwrap_or_default()))
        }),
        Format::Csv => csv::write_rows(["count", "value"].into_iter(), rows.map(Vec::from), out),
        Format::Markdown => {
            let language = appearance.language;
            let heads = ["value", "count"].map(|name| header(name, language));
            writeln!(out, "| {} | {} |\n|---|--:|", heads[0], heads[1])?;
            groups.iter().try_for_each(|group| {
                let name = group.spoken(language).into_owned();
                markdown::write_row(&mut [name, group.count.to_string()].into_iter(), out)
            })
        }
        Format::Jsonl => groups.iter().try_for_each(|group| {
            let Group { value, label, count, .. } = group;
            json::write_object(
                &CountWire { value: value.as_deref(), label: label.as_deref(), count: *count },
                out,
            )
        }),
        Format::Json | Format::Yaml => {
            // Their items are not shown, so there is nothing to number.
            let groups: Vec<Group> =
                groups.iter().map(|group| Group { items: Vec::new(), ..group.clone() }).collect();
            let object = objects::envelope(&part(view, &[]), Some(&groups), None)?;
            if format == Format::Yaml {
                yaml::write_object(&object, out)
            } else {
                json::write_object(&object, out)
            }
        }
        Format::Sarif | Format::Github | Format::Html | Format::Sqlite | Format::Anki | Format::Obsidian => {
            Err(io::ErrorKind::Unsupported.into())
        }
    }
}

/// How many there are in all.
fn write_total(view: &View, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Table | Format::Plain | Format::Markdown => writeln!(out, "{}", view.total),
        Format::Csv => writeln!(out, "count\n{}", view.total),
        Format::Jsonl => json::write_object(&CountWire { value: None, label: None, count: view.total }, out),
        Format::Json => super::super::json::write(&part(view, &[]), out),
        Format::Yaml => super::super::yaml::write(&part(view, &[]), out),
        Format::Sarif | Format::Github | Format::Html | Format::Sqlite | Format::Anki | Format::Obsidian => {
            Err(io::ErrorKind::Unsupported.into())
        }
    }
}

/// A table with bars; where the window has no room for one, lines.
fn write_bars(groups: &[Group], appearance: Appearance<'_>, out: &mut dyn Write) -> io::Result<()> {
    let most = groups.iter().map(|group| group.count).max().unwrap_or(1);
    let room = (appearance.measure() / 3).clamp(SHORTEST_BAR, LONGEST_BAR);
    let mut grid = Grid::new(vec![Column::flexible(""), Column::number(""), Column::rigid("")]);
    for group in groups {
        grid.add(vec![
            Rich::new(Role::Text, &one_line(&group.spoken(appearance.language))),
            Rich::new(Role::Strong, &group.count.to_string()),
            Rich::new(Role::Place, &bar(group.count, most, room)),
        ]);
    }
    let mut page = Page::new(appearance, out);
    if grid.has_room(appearance.width) {
        return grid.without_head().write(&mut page);
    }
    groups.iter().try_for_each(|group| {
        let line = Rich::new(Role::Strong, &format!("{} ", group.count));
        page.text(&line.with(Role::Text, &one_line(&group.spoken(appearance.language))))
    })
}

/// The groups as they are wanted: in this order, so many of them.
pub(super) fn ordered(mut groups: Vec<Group>, counted: &Counted, kind: FieldKind) -> Vec<Group> {
    let value = |group: &Group, key: &SortKey| match key.field.kind {
        FieldKind::Count => SortValue::of(&group.count.to_string(), FieldKind::Count),
        _ => SortValue::of(group.label.as_deref().unwrap_or_default(), kind),
    };
    for key in counted.order.iter().rev() {
        groups.sort_by(|one, other| key.order(&value(one, key), &value(other, key)));
    }
    groups.truncate(counted.limit.unwrap_or(usize::MAX));
    groups
}
