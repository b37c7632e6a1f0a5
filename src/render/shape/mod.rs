//! The shape that a user gives to a listing: its order, its fields, its groups, how they are counted, a line of their own.
//!
//! What is named is known by [`Shown`] before any record is read; `arrange` puts things in order before a limit cuts them,
//! and the rest is a way of writing. Without a shape nothing here is run.
//!
//! | file | |
//! |---|---|
//! | `field` | the fields there are |
//! | `value` | the value of one |
//! | `arrange` | the order |
//! | `group` | groups of things that have the same value |
//! | `template` | a line of a user's own |
//! | `columns` | some fields, in each format |
//! | `objects` | the same for JSON and YAML |
//! | `counted` | how many there are in each group, in each format |

mod arrange;
mod columns;
mod counted;
mod field;
mod group;
mod objects;
mod template;
mod time_form;
mod value;

use std::io::{self, Write};

use super::{Appearance, Format, View, json, yaml};

pub use arrange::{Arrangement, Direction, SortKey, arrange};
pub use field::{Field, FieldKind, Shown};
pub use group::{Group, Grouping, TopicName};
pub use template::Template;

/// How a listing is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    /// Only these fields.
    pub fields: Option<Vec<Field>>,
    /// A line of the user's own for each thing.
    pub template: Option<Template>,
    /// Groups of what has the same value.
    pub grouping: Option<Grouping>,
    /// How many there are, in all or in each group, instead of the things themselves.
    pub counted: Option<Counted>,
    /// Whether each thing ends in a NUL, which stands in no text, and not in a line feed.
    pub nul: bool,
}

/// What of the counts is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// The order of the groups; that of the grouping where nothing is named.
    pub order: Vec<SortKey>,
    /// At most so many groups.
    pub limit: Option<usize>,
}

impl Shape {
    /// Whether a format can be given this shape.
    ///
    /// # Errors
    /// If not; the message says which can.
    pub fn fits(&self, format: Format) -> Result<(), &'static str> {
        let has_lines = matches!(format, Format::Table | Format::Plain | Format::Markdown);
        match self {
            _ if matches!(format, Format::Sarif | Format::Github) && *self != Shape::default() => {
                Err("the formats sarif and github have a shape of their own")
            }
            Shape { template: Some(_), .. } if !has_lines => {
                Err("--template goes with the formats table, plain and markdown")
            }
            Shape { nul: true, template: None, .. } if !matches!(format, Format::Plain | Format::Jsonl) => {
                Err("-0 goes with --template and the formats plain and jsonl")
            }
            _ => Ok(()),
        }
    }

    /// The groups of what is shown, if there are to be any, as many as are wanted.
    pub fn groups(&self, view: &View) -> Option<Vec<Group>> {
        let grouping = self.grouping.as_ref()?;
        let groups = grouping.groups(&view.items);
        Some(match &self.counted {
            Some(counted) => counted::ordered(groups, counted, grouping.sort_kind()),
            None => groups,
        })
    }
}

/// Writes a view in a shape; `groups` are its [own](Shape::groups).
///
/// # Errors
/// Only the writer's.
pub fn render_shaped(
    view: &View,
    groups: Option<&[Group]>,
    shape: &Shape,
    format: Format,
    appearance: Appearance<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let writing = Writing { shape, format, appearance };
    if shape.counted.is_some() {
        return counted::write(view, groups, format, appearance, out);
    }
    match (groups, format) {
        (None, _) => writing.things(view, out),
        (Some(groups), Format::Json | Format::Yaml) => {
            let (once, groups) = group::in_their_order(groups);
            writing.object(&group::part(view, &once), Some(&groups), out)
        }
        // An item a line, and no line for anything else.
        (Some(groups), Format::Jsonl | Format::Csv | Format::Plain) => {
            let (once, _) = group::in_their_order(groups);
            writing.things(&group::part(view, &once), out)
        }
        (Some(groups), _) => groups.iter().enumerate().try_for_each(|(number, group)| {
            if !shape.nul {
                writing.heading(group, number > 0, out)?;
            }
            writing.things(&group::part(view, &group.items), out)
        }),
    }
}

/// How things are written.
struct Writing<'s> {
    shape: &'s Shape,
    format: Format,
    appearance: Appearance<'s>,
}

impl Writing<'_> {
    fn things(&self, view: &View, out: &mut dyn Write) -> io::Result<()> {
        let Shape { fields, template, nul, .. } = self.shape;
        if let Some(template) = template {
            let end = if *nul { '\0' } else { '\n' };
            return view.items.iter().try_for_each(|item| write!(out, "{}{end}", template.fill(item)));
        }
        let mut ended = NulEnded(out);
        let out: &mut dyn Write = if *nul { &mut ended } else { ended.0 };
        match fields {
            Some(_) if matches!(self.format, Format::Json | Format::Yaml) => self.object(view, None, out),
            Some(fields) => columns::write(view, fields, self.format, self.appearance, out),
            None => super::render(view, self.format, self.appearance, out),
        }
    }

    /// What stands above the things of a group.
    fn heading(&self, group: &Group, is_further: bool, out: &mut dyn Write) -> io::Result<()> {
        if is_further {
            writeln!(out)?;
        }
        match self.format {
            Format::Table => group.heading(self.appearance, out),
            Format::Markdown => {
                let count = self.appearance.language.filled("（{}）", &[&group.items.len()]);
                writeln!(
                    out,
                    "## {}{count}\n",
                    super::markdown::escape(&group.spoken(self.appearance.language))
                )
            }
            _ => Ok(()),
        }
    }

    /// The envelope, with the groups and only the wanted fields.
    fn object(&self, view: &View, groups: Option<&[Group]>, out: &mut dyn Write) -> io::Result<()> {
        let object = objects::envelope(view, groups, self.shape.fields.as_deref())?;
        if self.format == Format::Yaml {
            yaml::write_object(&object, out)
        } else {
            json::write_object(&object, out)
        }
    }
}

/// Turns the ends of lines into NULs, in formats in which no value holds a line feed.
struct NulEnded<'w>(&'w mut dyn Write);

impl Write for NulEnded<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let ended: Vec<u8> = bytes.iter().map(|&byte| if byte == b'\n' { 0 } else { byte }).collect();
        self.0.write_all(&ended)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests;
