//! The libraries on an engine: an index each, behind one alias that readers ask.
//!
//! What an index is of, and whose, stands in its mapping (`_meta.townhall`). An index without that is not ours: nothing is
//! written to it, whatever its name.

use serde_json::{Value, json};

use super::client::Client;
use super::error::EngineError;
use super::mapping::{self, IndexName, LibraryName, VERSION};

/// An index of a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryIndex {
    /// What the engine calls it.
    pub index: String,
    /// The library's name.
    pub library: String,
    /// Who pushes it.
    pub owner: String,
    /// The version of its fields.
    pub version: u64,
    /// Whether readers see it.
    pub is_seen: bool,
}

/// All libraries behind an alias or waiting to be, by the names of their indices.
///
/// # Errors
/// If the engine can't be asked, or the alias stands for an index that is not ours.
pub fn libraries(client: &Client, name: &IndexName) -> Result<Vec<LibraryIndex>, EngineError> {
    let behind = seen(client, name)?;
    let waiting = client.get_if_there(&format!("{}/_mapping", name.all()))?.unwrap_or_default();
    let waiting = entries(&waiting).filter_map(|(index, mapping)| read(index, mapping, false));
    let mut all = behind;
    let waiting: Vec<LibraryIndex> =
        waiting.filter(|it| all.iter().all(|seen| seen.index != it.index)).collect();
    all.extend(waiting);
    all.sort_by(|one, other| one.index.cmp(&other.index));
    Ok(all)
}

/// Those behind an alias, which readers see.
///
/// # Errors
/// As for [`libraries`].
pub(super) fn seen(client: &Client, name: &IndexName) -> Result<Vec<LibraryIndex>, EngineError> {
    let behind = client.get_if_there(&format!("{}/_mapping", name.as_str()))?.unwrap_or_default();
    let of_entry = |(index, mapping): (&String, &Value)| {
        // An index of the very name can't be an alias.
        let ours = read(index, mapping, true).filter(|_| index != name.as_str());
        ours.ok_or_else(|| EngineError::NotOurs { index: index.clone() })
    };
    entries(&behind).map(of_entry).collect()
}

fn entries(answer: &Value) -> impl Iterator<Item = (&String, &Value)> {
    answer.as_object().into_iter().flatten()
}

fn read(index: &str, mapping: &Value, is_seen: bool) -> Option<LibraryIndex> {
    let meta = &mapping["mappings"]["_meta"]["townhall"];
    Some(LibraryIndex {
        index: index.to_owned(),
        library: meta["library"].as_str()?.to_owned(),
        owner: meta["owner"].as_str()?.to_owned(),
        version: meta["mapping"].as_u64()?,
        is_seen,
    })
}

/// A library that somebody pushes.
#[derive(Debug, Clone, Copy)]
pub struct Owned<'a> {
    /// What readers ask.
    pub name: &'a IndexName,
    /// The library's name.
    pub library: &'a LibraryName,
    /// Who pushes it: a word that no other machine has.
    pub owner: &'a str,
    /// Whether to make another's library one's own.
    pub take_over: bool,
}

impl Owned<'_> {
    /// The indices of the library, all of them its owner's.
    pub(super) fn found(&self, client: &Client) -> Result<Vec<LibraryIndex>, EngineError> {
        let all = libraries(client, self.name)?;
        let own: Vec<LibraryIndex> =
            all.into_iter().filter(|it| it.library == self.library.as_str()).collect();
        let library = || self.library.as_str().to_owned();
        if own.iter().any(|it| it.owner != self.owner) && !self.take_over {
            return Err(EngineError::OtherOwner { library: library() });
        }
        if own.iter().any(|it| it.version > VERSION) {
            return Err(EngineError::Later { library: library() });
        }
        Ok(own)
    }

    /// The index to write to, whether it is there or not.
    pub(super) fn index(&self) -> String {
        self.name.of_version(self.library)
    }

    /// Makes sure that the index is there, and that it is the owner's.
    pub(super) fn claim(&self, client: &Client) -> Result<(), EngineError> {
        let index = self.index();
        let mut found = self.found(client)?;
        if !found.iter().any(|it| it.index == index) {
            match client.put(&index, &mapping::index(self.library, self.owner)) {
                Ok(_) => return Ok(()),
                // Somebody else was faster, or it is not ours.
                Err(EngineError::Exists { .. }) => found = self.found(client)?,
                Err(error) => return Err(error),
            }
        }
        let Some(found) = found.iter().find(|it| it.index == index) else {
            return Err(EngineError::NotOurs { index });
        };
        if found.owner != self.owner {
            let meta = mapping::index(self.library, self.owner)["mappings"]["_meta"].take();
            client.put(&format!("{index}/_mapping"), &json!({ "_meta": meta }))?;
        }
        Ok(())
    }

    /// Lets readers see the index, in place of those of earlier versions, at one stroke.
    pub(super) fn show(&self, client: &Client) -> Result<(), EngineError> {
        let index = self.index();
        let mut tries = 2;
        loop {
            let found = self.found(client)?;
            // Taken away meanwhile, and made by the engine itself when records came: nobody's.
            if found.iter().all(|it| it.index != index) {
                return Err(EngineError::NotOurs { index });
            }
            let earlier: Vec<&LibraryIndex> = found.iter().filter(|it| it.index != index).collect();
            if earlier.is_empty() && found.iter().any(|it| it.is_seen) {
                return Ok(());
            }
            let mut actions = vec![json!({ "add": { "index": index, "alias": self.name.as_str() } })];
            actions.extend(earlier.iter().map(|it| json!({ "remove_index": { "index": it.index } })));
            tries -= 1;
            match client.post("_aliases", &json!({ "actions": actions })) {
                Ok(_) => return Ok(()),
                // Another push has taken an earlier index away in the meantime.
                Err(EngineError::NoIndex { .. }) if tries > 0 => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Takes the library away; tells whether it was there.
    ///
    /// # Errors
    /// If the engine can't be asked, or the library is another's.
    pub fn drop(&self, client: &Client) -> Result<bool, EngineError> {
        let found = self.found(client)?;
        for LibraryIndex { index, .. } in &found {
            match client.delete(index) {
                Ok(_) | Err(EngineError::NoIndex { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(!found.is_empty())
    }
}
