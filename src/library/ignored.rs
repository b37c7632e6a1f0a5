//! Which files of a folder its ignore files leave out, as git and `rg` read them.
//!
//! The crate `ignore` does the matching. Its walk would read these files too, but opens whatever has their name: a pipe
//! holds it up, a device never ends, and a link may lead anywhere. So they are read here, as other files beside notes
//! are (see `own_file`); one that can't be is named, and its rules are left out.
//!
//! A rule of an inner folder goes before that of an outer one, `.ignore` before `.gitignore`, that before a repository's
//! own `info/exclude`, and all of them before the user's. What a folder around the library leaves out counts, but a
//! `.gitignore` only as far up as its repository goes.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder, gitconfig_excludes_path};

use super::own_file;
use super::source::Trouble;

/// The rules for the entries of one folder.
pub(super) struct IgnoreRules {
    root: PathBuf,
    /// The root without what hangs on where the user stands: rules of folders around it need its whole path.
    absolute: PathBuf,
    /// Of those folders that have rules, by their absolute paths, and of the root.
    folders: RwLock<HashMap<PathBuf, Arc<FolderRules>>>,
    /// The user's own.
    own: Gitignore,
    /// Whether there are any, so that most libraries pay nothing for each file.
    any: AtomicBool,
    troubles: Mutex<Vec<Trouble>>,
}

/// The rules that a folder has, and those of the folders around it.
struct FolderRules {
    around: Option<Arc<FolderRules>>,
    ignore: Gitignore,
    git: Gitignore,
    exclude: Gitignore,
    is_repository: bool,
}

impl IgnoreRules {
    /// The rules of a folder and of those around it.
    pub(super) fn of(root: &Path) -> IgnoreRules {
        let absolute = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
        let mut rules = IgnoreRules {
            root: root.to_owned(),
            absolute,
            folders: RwLock::default(),
            own: Gitignore::empty(),
            any: AtomicBool::new(false),
            troubles: Mutex::default(),
        };
        if let Some(file) = gitconfig_excludes_path() {
            // A link in the user's own settings leads where they want.
            rules.own = rules.read(&file, &rules.absolute, None);
        }
        rules.any = AtomicBool::new(!rules.own.is_empty());
        let mut around = None;
        for folder in rules.absolute.ancestors().skip(1).collect::<Vec<_>>().into_iter().rev() {
            around = rules.read_folder(folder, folder, around);
        }
        let own = rules.read_folder(&rules.absolute, &rules.absolute, around);
        if let Some(own) = own {
            rules.any = AtomicBool::new(true);
            rules
                .folders
                .get_mut()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(rules.absolute.clone(), own);
        }
        rules
    }

    /// Whether an entry is no part of the library. Of a folder that is one its own rules are read, so that a folder has to be
    /// asked for before what stands in it.
    pub(super) fn leave_out(&self, path: &Path, is_folder: bool) -> bool {
        // What a folder's rules are is known before its entries are asked for.
        if !is_folder && !self.any.load(Ordering::Relaxed) {
            return false;
        }
        let path = match path.strip_prefix(&self.root) {
            Ok(below) => self.absolute.join(below),
            Err(_) => path.to_owned(),
        };
        let around = path.parent().and_then(|folder| self.rules_at(folder));
        let is_out = self.verdict(around.as_deref(), &path, is_folder).is_ignore();
        if is_folder && !is_out {
            let outer = around.as_ref().map(Arc::as_ptr);
            let own = self.read_folder(&path, &self.absolute, around);
            if let Some(own) = own.filter(|own| Some(Arc::as_ptr(own)) != outer) {
                self.any.store(true, Ordering::Relaxed);
                self.folders.write().unwrap_or_else(PoisonError::into_inner).insert(path, own);
            }
        }
        is_out
    }

    /// The files whose rules are left out.
    pub(super) fn into_troubles(self) -> Vec<Trouble> {
        self.troubles.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// The rules of a folder, or of the nearest around it that has any.
    fn rules_at(&self, folder: &Path) -> Option<Arc<FolderRules>> {
        let folders = self.folders.read().unwrap_or_else(PoisonError::into_inner);
        if folders.is_empty() {
            return None;
        }
        let inside = folder.ancestors().take_while(|folder| folder.starts_with(&self.absolute));
        inside.filter_map(|folder| folders.get(folder)).next().cloned()
    }

    fn verdict(&self, rules: Option<&FolderRules>, path: &Path, is_folder: bool) -> Match<()> {
        let (mut ignore, mut git, mut exclude) = (Match::None, Match::None, Match::None);
        let mut folder = rules;
        let mut in_repository = true;
        while let Some(rules) = folder {
            ignore = ignore.or(rules.ignore.matched(path, is_folder).map(drop));
            if in_repository {
                git = git.or(rules.git.matched(path, is_folder).map(drop));
                exclude = exclude.or(rules.exclude.matched(path, is_folder).map(drop));
            }
            in_repository &= !rules.is_repository;
            folder = rules.around.as_deref();
        }
        ignore.or(git).or(exclude).or(self.own.matched(path, is_folder).map(drop))
    }

    /// The rules in a folder, or those around it where it adds nothing. Links may lead as far as `within`.
    fn read_folder(
        &self,
        folder: &Path,
        within: &Path,
        around: Option<Arc<FolderRules>>,
    ) -> Option<Arc<FolderRules>> {
        let repository = folder.join(".git");
        let is_repository = fs::symlink_metadata(&repository).is_ok();
        let read = |file: &Path| self.read(file, folder, Some(within));
        let rules = FolderRules {
            ignore: read(&folder.join(".ignore")),
            git: read(&folder.join(".gitignore")),
            exclude: match is_repository {
                true => read(&repository.join("info/exclude")),
                false => Gitignore::empty(),
            },
            is_repository,
            around: around.clone(),
        };
        let is_empty = [&rules.ignore, &rules.git, &rules.exclude].iter().all(|rules| rules.is_empty());
        // Rules above a repository end there.
        if is_empty && !(is_repository && around.is_some()) { around } else { Some(Arc::new(rules)) }
    }

    /// The rules of a file, whose patterns start from `folder`.
    fn read(&self, file: &Path, folder: &Path, within: Option<&Path>) -> Gitignore {
        let text = match own_file::read(file, within) {
            Ok(text) => text,
            Err(error) if own_file::is_absent(&error) => return Gitignore::empty(),
            Err(error) => {
                self.trouble(file, &error);
                return Gitignore::empty();
            }
        };
        let mut builder = GitignoreBuilder::new(folder);
        for line in text.trim_start_matches('\u{feff}').lines() {
            if let Err(error) = builder.add_line(Some(file.to_owned()), line) {
                self.trouble(file, &error);
            }
        }
        builder.build().unwrap_or_else(|error| {
            self.trouble(file, &error);
            Gitignore::empty()
        })
    }

    fn trouble(&self, file: &Path, error: &dyn std::error::Error) {
        let below =
            file.strip_prefix(&self.absolute).map_or_else(|_| file.to_owned(), |below| self.root.join(below));
        let reason = format!("{error}; its rules are left out");
        let mut troubles = self.troubles.lock().unwrap_or_else(PoisonError::into_inner);
        troubles.push(Trouble { path: below.display().to_string(), reason });
    }
}
