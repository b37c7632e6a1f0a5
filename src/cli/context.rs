//! What a command may know of the world, collected once.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::cluster::ClusterChoice;
use super::language::Language;
use super::pager::Output;
use super::progress::Progress;
use crate::app::{Access, EngineAccess, Store, VerdictPlaces};
use crate::library::Library;
use crate::records::Damage;
use crate::render::{Appearance, Format, LinkFormat};
use crate::search::Today;

/// Where a command runs.
#[derive(Debug)]
pub(super) struct Context {
    /// The notes.
    pub(super) library: Library,
    /// The search cluster.
    pub(super) cluster: ClusterChoice,
    /// The folder for indexes.
    pub(super) cache: Option<PathBuf>,
    /// The folder for what must outlast the cache.
    pub(super) state: Option<PathBuf>,
    /// The config file, there or not.
    pub(super) config: Option<PathBuf>,
    /// The file of verdicts, where the config names one.
    pub(super) verdicts: Option<PathBuf>,
    /// Who named them.
    pub(super) origins: Origins,
    /// Whether to look what changed among the notes.
    pub(super) refresh: bool,
    /// The day to take for today.
    pub(super) today: Today,
    /// When this is.
    pub(super) now: Timestamp,
    /// How results are written.
    pub(super) format: Format,
    /// Whether neither a flag nor the config file says so.
    pub(super) is_usual_format: bool,
    /// The same where a flag says so.
    pub(super) named_format: Option<Format>,
    /// Their width.
    pub(super) width: usize,
    /// Whether they are coloured.
    pub(super) colour: bool,
    /// How places are links, if they are.
    pub(super) links: Option<LinkFormat>,
    /// How notices are drawn.
    pub(super) notices: Notices,
    /// Where results go.
    pub(super) output: Output,
    /// Whether somebody sees how long work goes.
    pub(super) progress: bool,
    /// Whether what is kept on disk has turned out to be damaged.
    pub(super) damage: Damage,
    /// The language to speak.
    pub(super) language: Language,
    /// Whether notices are unwanted.
    pub(super) quiet: bool,
}

/// Where notices go.
#[derive(Debug)]
pub(super) struct Notices {
    /// Columns of the terminal; `None` where there is none.
    pub(super) width: Option<usize>,
    /// Whether they are coloured.
    pub(super) colour: bool,
    /// How places in them are links, if they are.
    pub(super) links: Option<LinkFormat>,
}

impl Notices {
    /// How they are drawn in a terminal.
    pub(super) fn appearance(&self, language: Language) -> Option<Appearance<'_>> {
        let Notices { width, colour, links } = self;
        Some(Appearance { width: (*width)?, colour: *colour, links: links.as_ref(), language })
    }
}

/// Where each path comes from, in words.
#[derive(Debug)]
pub(super) struct Origins {
    /// The notes.
    pub(super) notes: &'static str,
    /// The folder for indexes.
    pub(super) cache: &'static str,
    /// The folder for what must outlast it.
    pub(super) state: &'static str,
    /// The config file.
    pub(super) config: &'static str,
}

impl Context {
    /// How results are drawn.
    pub(super) fn appearance(&self) -> Appearance<'_> {
        Appearance {
            width: self.width,
            colour: self.colour,
            links: self.links.as_ref(),
            language: self.language,
        }
    }

    /// A number that is another one each time, short enough to be typed again.
    pub(super) fn seed(&self) -> u64 {
        u64::from(self.now.subsec_nanosecond().unsigned_abs())
    }

    /// Opens the library, and shows how that goes where it takes long.
    pub(super) fn open(&self) -> anyhow::Result<Store<'_>> {
        self.open_at(self.cache.as_deref(), &self.damage)
    }

    /// How to get at the search cluster, if that is to be read; and what to say of that.
    pub(super) fn engine(&self) -> anyhow::Result<Option<(EngineAccess, Vec<String>)>> {
        if !self.cluster.to_be_read()? {
            return Ok(None);
        }
        #[cfg(feature = "engine")]
        {
            let engine = super::engine::Engine::of(&self.cluster, self.config.as_deref())?;
            Ok(Some(engine.reading(&self.cluster)))
        }
        #[cfg(not(feature = "engine"))]
        anyhow::bail!("{}", super::cluster::LACKS_ENGINE)
    }

    /// Makes sure that the notes are on this machine, for a command that can't do without them.
    pub(super) fn needs_notes(&self, command: &str) -> anyhow::Result<()> {
        match self.cluster.to_be_read()? {
            true => anyhow::bail!(
                "`{command}` needs the notes themselves, and those of a search cluster are not on this machine; name them with --notes"
            ),
            false => Ok(()),
        }
    }

    /// The library as its index is kept, without a look at the notes; `None` where none is.
    pub(super) fn kept(&self) -> Option<Store<'_>> {
        if self.cluster.is_read() {
            return None;
        }
        Store::kept(&self.library, self.cache.as_deref()?, self.today, &self.damage)
    }

    /// Opens the library where all of what is kept on disk is whole, for those who write records as they come.
    pub(super) fn open_whole(&self) -> anyhow::Result<Store<'_>> {
        match self.engine()? {
            Some(_) => self.open(),
            None => self.open_notes(),
        }
    }

    /// The same of the notes on this machine, whatever else is named.
    #[cfg_attr(not(feature = "engine"), allow(dead_code, reason = "`push` asks for them"))]
    pub(super) fn open_notes(&self) -> anyhow::Result<Store<'_>> {
        let cache = self.cache.as_deref();
        for _ in 0..TRIES {
            let damage = Damage::default();
            let store = self.open_from(cache, &damage, None)?;
            if store.records().check().is_ok() && !damage.is_met() {
                return Ok(store);
            }
        }
        self.open_from(None, &self.damage, None)
    }

    /// Where what became of predictions may be kept.
    pub(super) fn verdict_places(&self) -> VerdictPlaces {
        VerdictPlaces { named: self.verdicts.clone(), state: self.state.clone() }
    }

    fn open_at(&self, cache: Option<&Path>, damage: &Damage) -> anyhow::Result<Store<'_>> {
        let engine = self.engine()?;
        let store = self.open_from(cache, damage, engine.as_ref().map(|(engine, _)| engine))?;
        store.tell_age(self.now);
        engine.into_iter().flat_map(|(_, notices)| notices).for_each(|notice| store.remark(notice));
        Ok(store)
    }

    fn open_from(
        &self,
        cache: Option<&Path>,
        damage: &Damage,
        engine: Option<&EngineAccess>,
    ) -> anyhow::Result<Store<'_>> {
        let progress = Progress::new(self.progress, self.language);
        let progress = |done, all| progress.tell(done, all);
        let access = Access {
            cache,
            refresh: self.refresh,
            progress: Some(&progress),
            today: self.today,
            damage: Some(damage),
            stays_open: false,
            verdicts: Some(&self.verdict_places()),
            engine,
        };
        Store::open(&self.library, access)
    }

    /// Runs a command, and again where what is kept on disk turns out to be damaged: by then it has been made anew. Where
    /// it can't be, the command does without it.
    pub(super) fn undamaged<T>(
        mut self,
        run: impl Fn(&Context) -> anyhow::Result<T>,
    ) -> anyhow::Result<(T, Context)> {
        for _ in 0..TRIES {
            let found = run(&self);
            if !self.damage.is_met() {
                return Ok((found?, self));
            }
            self.damage = Damage::default();
        }
        self.cache = None;
        Ok((run(&self)?, self))
    }
}

/// How often to try with what is kept on disk.
const TRIES: usize = 2;
