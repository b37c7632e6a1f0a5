//! The shape of a listing, as arguments: its order, fields, groups and counts.

use anyhow::anyhow;
use clap::Args;

use super::context::Context;
use super::outcome::{Manner, Outcome};
use crate::app::{self, Answer, Repeats, Selection};
use crate::render::{
    Arrangement, Counted, Direction, Field, Format, Grouping, Shape, Shown, SortKey, Template,
};

/// In what order, with which of their fields, in which groups things are written.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Shape")]
pub(super) struct ShapeArgs {
    /// Only these fields of each item, in any format: names as in JSON; a wrong one lists all
    #[arg(long, value_name = "FIELD,…", value_delimiter = ',')]
    fields: Option<Vec<String>>,

    /// A line of your own for each item: {field}, {field:.60} (columns at most), {date:%Y-%m}, {{, \n, \t
    #[arg(long, value_name = "TEXT", conflicts_with = "fields")]
    template: Option<String>,

    /// The order: FIELD, -FIELD from the greatest, +FIELD from the least; without a sign counts and scores go from the greatest, all else from the least
    #[arg(long, value_name = "FIELD,…", value_delimiter = ',', allow_hyphen_values = true)]
    sort: Option<Vec<String>>,

    /// By chance; --limit then takes some
    #[arg(long, conflicts_with = "sort")]
    random: bool,

    /// The chance of another time again
    #[arg(long, value_name = "N", requires = "random")]
    seed: Option<u64>,

    /// In groups of one value each: a field, or a day in a form of its own (date:%Y-%m)
    #[arg(long, value_name = "FIELD")]
    group_by: Option<String>,

    /// Only how many there are, in each group with --group-by; --sort takes count and value then
    #[arg(long, conflicts_with_all = ["fields", "template", "random"])]
    count: bool,

    /// End each item in NUL instead of a line feed, for xargs -0
    #[arg(short = '0', long = "null", conflicts_with = "count")]
    nul: bool,
}

/// The shape of a listing in a format.
#[derive(Debug)]
pub(super) struct Shaping {
    /// How things are written.
    shape: Shape,
    /// In which format.
    pub(super) format: Format,
    /// In which order, if it is not that of the listing.
    arrangement: Option<Arrangement>,
    /// What to say of it.
    notice: Option<String>,
}

impl ShapeArgs {
    /// The shape of what a command shows.
    ///
    /// # Errors
    /// If a field is named that there is none of, or the format can't be given such a shape.
    pub(super) fn of(&self, shown: Shown, context: &Context) -> anyhow::Result<Shaping> {
        let fields = |names: &Vec<String>| each("--fields", names, |name| shown.field(name));
        let fields = self.fields.as_ref().map(fields).transpose()?;
        let template = self.template.as_ref();
        let template = template.map(|text| Template::parse(text, shown, context.language)).transpose();
        let grouping = self.group_by.as_ref();
        let grouping = grouping.map(|text| Grouping::parse(text, shown, context.language)).transpose();
        let grouping = grouping.map_err(|error| anyhow!("--group-by: {error}"))?;
        let grouping = grouping.map(|grouping| naming_topics(grouping, context)).transpose()?;
        let of_sort = if self.count { Shown::Groups } else { shown };
        let keys = |names: &Vec<String>| each("--sort", names, |name| sort_key(name, of_sort));
        let mut order = self.sort.as_ref().map(keys).transpose()?;
        let counted = self.count.then(|| Counted { order: order.take().unwrap_or_default(), limit: None });
        let shape = Shape {
            fields,
            template: template.map_err(|error| anyhow!("--template: {error}"))?,
            grouping,
            counted,
            nul: self.nul,
        };
        // Whoever asks for such lines asks for no table.
        let has_lines = self.nul || shape.template.is_some();
        let format = match context.named_format {
            None if has_lines => Format::Plain,
            _ => context.format,
        };
        shape.fits(format).map_err(|error| anyhow!(error))?;
        let (mut arrangement, mut notice) = (order.map(Arrangement::Sorted), None);
        if self.random {
            let seed = self.seed.unwrap_or_else(|| context.seed());
            arrangement = Some(Arrangement::Random(seed));
            notice = self.seed.is_none().then(|| format!("--seed {seed} gives these again"));
        }
        Ok(Shaping { shape, format, arrangement, notice })
    }
}

/// Groups of topics have the names that the library's vocabulary gives these.
fn naming_topics(grouping: Grouping, context: &Context) -> anyhow::Result<Grouping> {
    if !grouping.is_by_topic() {
        return Ok(grouping);
    }
    let names = match context.cluster.to_be_read()? {
        true => app::topic_names(context.open()?.library())?,
        false => app::topic_names(&context.library)?,
    };
    Ok(grouping.naming(names))
}

fn each<T>(flag: &str, names: &[String], read: impl Fn(&str) -> Result<T, String>) -> anyhow::Result<Vec<T>> {
    names.iter().map(|name| read(name.trim()).map_err(|error| anyhow!("{flag}: {error}"))).collect()
}

/// `date`, `+date`, `-date`: a field, and which way round.
fn sort_key(text: &str, shown: Shown) -> Result<SortKey, String> {
    let (direction, name) = match text.split_at_checked(1) {
        Some(("-", name)) => (Direction::Falling, name),
        Some(("+", name)) => (Direction::Rising, name),
        _ => (Direction::Own, text),
    };
    shown.field(name).map(|field: Field| SortKey { field, direction })
}

impl Shaping {
    /// A selection in this order. Where only groups are counted, its limit is one of these.
    pub(super) fn selecting(&mut self, mut selection: Selection) -> Selection {
        if let Some(counted) = &mut self.shape.counted {
            counted.limit = selection.limit.take().map(std::num::NonZeroUsize::get);
        }
        selection.arrangement = self.arrangement.clone();
        selection
    }

    /// Whether only the number of things is shown.
    pub(super) fn is_counted(&self) -> bool {
        self.shape.counted.is_some()
    }

    /// Whether it is written for readers as it is, without what only programs want to know.
    pub(super) fn is_for_readers(&self) -> bool {
        self.repeats() == Repeats::Merged
    }

    /// How records are shown that say the same as another: as one for readers, who name no fields.
    pub(super) fn repeats(&self) -> Repeats {
        let Shape { fields, template, counted, .. } = &self.shape;
        let is_of_fields = fields.is_some() || template.is_some() || counted.is_some();
        if self.format.is_for_readers() && !is_of_fields { Repeats::Merged } else { Repeats::Apart }
    }

    /// Whether all that is known of a record may be shown of each.
    pub(super) fn tells_all(&self) -> bool {
        let Shape { fields, template, grouping, .. } = &self.shape;
        let sorts = matches!(self.arrangement, Some(Arrangement::Sorted(_)));
        self.format.is_structured() || fields.is_some() || template.is_some() || grouping.is_some() || sorts
    }

    /// An answer that is made of the groups themselves, so that nothing else of this shape is left to do.
    pub(super) fn score(
        self,
        answer: impl FnOnce(Option<&Grouping>) -> anyhow::Result<Answer>,
    ) -> anyhow::Result<Outcome> {
        let answer = answer(self.shape.grouping.as_ref())?;
        Ok(Outcome { format: Some(self.format), ..Outcome::from(answer) })
    }

    /// An answer in this shape.
    pub(super) fn outcome(self, answer: Answer) -> Outcome {
        let mut outcome = Outcome::from(answer);
        outcome.answer.notices.extend(self.notice);
        outcome.format = Some(self.format);
        if self.shape != Shape::default() {
            outcome.manner = Manner::Shaped(Box::new(self.shape));
        }
        outcome
    }
}
