//! Which file of a crate imports which, read off the source itself: from `use` lines, however nested, and from paths
//! that are named inline. Whole files are read, their tests too; comments and strings are not.
//!
//! A path leads to the file that defines what it names. `mod x;` alone imports nothing, nor does a `pub use` whose name
//! the file does not use itself: what comes through a front door is imported from the file behind it. A module that is
//! imported as a whole counts where something of it is named.
//!
//! A front door (`mod.rs`, or `x.rs` beside a folder `x`) is two nodes. Its types, constants and traits are what its
//! children share, and may be named by the very children that its functions call; that is the common shape of a module
//! in Rust. Its functions are a node of their own, so that a child that calls a function of a front door that
//! uses the child makes a circle all the same, and so does a type there that holds a child's type which needs it.
//! Methods leave no path behind, so that calls to them are not seen.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{File, Named, Use};

/// A path in a file that leads to another file of the crate.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Import {
    /// The file that names it.
    pub(crate) from: String,
    /// The line there, counted from 1.
    pub(crate) line: usize,
    /// The path as it is named, from the root of the crate on.
    pub(crate) path: Vec<String>,
    /// The file that defines what is named.
    pub(crate) to: String,
    /// Whether a type, a constant or a trait of the importing file needs it, rather than its code.
    by_type: bool,
    /// Whether it is a type, a constant or a trait.
    is_type: bool,
}

impl Import {
    /// Whether it leads from one of these files to another.
    pub(crate) fn is_among(&self, files: &[String]) -> bool {
        files.contains(&self.from) && files.contains(&self.to)
    }
}

/// The sources of a crate.
pub(crate) struct Tree {
    files: BTreeMap<String, File>,
    /// The file of each module.
    modules: BTreeMap<Vec<String>, String>,
}

/// Where a path leads: to a file, and to an item there unless the file's module itself is meant.
#[derive(Clone)]
struct Target {
    file: String,
    item: Option<String>,
}

impl Tree {
    /// Reads sources, each with its path below `src`.
    pub(crate) fn of<'s>(sources: impl IntoIterator<Item = (&'s str, &'s str)>) -> Self {
        let mut files: BTreeMap<String, File> =
            sources.into_iter().map(|(path, text)| (path.to_owned(), File::read(path, text))).collect();
        let modules: BTreeMap<Vec<String>, String> =
            files.iter().map(|(path, file)| (file.module.clone(), path.clone())).collect();
        for (path, file) in &mut files {
            file.is_front_door = path.ends_with("/mod.rs")
                || modules
                    .keys()
                    .any(|other| other.len() > file.module.len() && other.starts_with(&file.module));
        }
        Tree { files, modules }
    }

    /// Every import of another file.
    pub(crate) fn imports(&self) -> Vec<Import> {
        let mut imports = BTreeSet::new();
        for path in self.files.keys() {
            self.imports_of(path, &mut imports);
        }
        imports.into_iter().collect()
    }

    /// The first names of all paths in a file that don't lead to a module of the crate, with their lines: those of
    /// other crates are among them.
    pub(crate) fn foreign(&self, path: &str) -> Vec<(&str, usize)> {
        let file = &self.files[path];
        let named = file.uses.iter().map(|found| &found.named).chain(&file.paths);
        named
            .filter(|named| self.absolute(path, named, &mut Vec::new()).is_none())
            .filter_map(|named| Some((named.segments.first()?.as_str(), named.line)))
            .collect()
    }

    /// The circles: sets of files of which each imports each other one, if only by way of others.
    pub(crate) fn circles(&self) -> Vec<Vec<String>> {
        let mut graph: BTreeMap<(String, bool), BTreeSet<(String, bool)>> = BTreeMap::new();
        for (path, _) in self.files.iter().filter(|(_, file)| file.is_front_door) {
            graph.entry((path.clone(), false)).or_default().insert((path.clone(), true));
        }
        for import in self.imports() {
            let is_split = |path: &str| self.files[path].is_front_door;
            let from = (import.from.clone(), import.by_type && is_split(&import.from));
            let to = (import.to.clone(), import.is_type && is_split(&import.to));
            graph.entry(from).or_default().insert(to);
        }
        let reached: BTreeMap<_, _> = graph.keys().map(|node| (node, reach(&graph, node))).collect();
        let mut circles: BTreeSet<Vec<String>> = BTreeSet::new();
        for (node, far) in &reached {
            if far.contains(*node) {
                let back =
                    far.iter().filter(|other| reached.get(other).is_some_and(|far| far.contains(*node)));
                let files: BTreeSet<String> = back.map(|(path, _)| path.clone()).collect();
                circles.insert(files.into_iter().collect());
            }
        }
        circles.into_iter().collect()
    }

    fn imports_of(&self, path: &str, imports: &mut BTreeSet<Import>) {
        let file = &self.files[path];
        let mut add = |named: &Named, by_type: bool, absolute: &[String], target: &Target| {
            if target.file != path {
                let is_type = match &target.item {
                    Some(item) => self.files[&target.file].defined.get(item).copied().unwrap_or(false),
                    None => false,
                };
                imports.insert(Import {
                    from: path.to_owned(),
                    line: named.line,
                    path: absolute.to_vec(),
                    to: target.file.clone(),
                    by_type,
                    is_type,
                });
            }
        };
        for named in &file.paths {
            if let Some(absolute) = self.absolute(path, named, &mut Vec::new())
                && let Some(target) = self.target(&absolute, &mut Vec::new())
            {
                add(named, named.in_type, &absolute, &target);
            }
        }
        for Use { named, name, is_public } in &file.uses {
            let Some(absolute) = self.absolute(path, named, &mut Vec::new()) else { continue };
            let Some(target) = self.target(&absolute, &mut Vec::new()) else { continue };
            if name == "*" {
                add(named, false, &absolute, &target);
                // What the other file has from elsewhere, and this one names.
                for behind in &self.files[&target.file].uses {
                    if target.file != path && file.occurring.contains_key(&behind.name) {
                        let absolute: Vec<String> = absolute.iter().chain([&behind.name]).cloned().collect();
                        if let Some(target) = self.target(&absolute, &mut Vec::new()) {
                            add(named, false, &absolute, &target);
                        }
                    }
                }
                continue;
            }
            if target.item.is_none() {
                continue;
            }
            match file.occurring.get(name) {
                Some((in_type, in_code)) => {
                    if *in_type {
                        add(named, true, &absolute, &target);
                    }
                    if *in_code {
                        add(named, false, &absolute, &target);
                    }
                }
                // A trait whose methods are called.
                None if !is_public => add(named, false, &absolute, &target),
                None => {}
            }
        }
    }

    /// A path from the root of the crate on, if it leads to something of the crate.
    fn absolute(&self, path: &str, named: &Named, seen: &mut Vec<(String, String)>) -> Option<Vec<String>> {
        let file = &self.files[path];
        let mut segments = named.segments.iter();
        let first = segments.next().filter(|_| !named.is_foreign)?;
        let mut inline = named.inline;
        let mut absolute = match first.as_str() {
            "crate" | "townhall" => Vec::new(),
            "self" => file.module.clone(),
            "super" => {
                let mut absolute = file.module.clone();
                let rest = named.segments.iter().take_while(|segment| *segment == "super").count();
                for _ in 0..rest {
                    match inline {
                        0 => drop(absolute.pop()?),
                        _ => inline -= 1,
                    }
                }
                segments = named.segments[rest..].iter();
                absolute
            }
            name => {
                let child: Vec<String> = file.module.iter().cloned().chain([name.to_owned()]).collect();
                if self.modules.contains_key(&child) {
                    child
                } else {
                    let found = file.uses.iter().find(|found| found.name == name)?;
                    let key = (path.to_owned(), name.to_owned());
                    if seen.contains(&key) || std::ptr::eq(&found.named, named) {
                        return None;
                    }
                    seen.push(key);
                    self.absolute(path, &found.named, seen)?
                }
            }
        };
        absolute.extend(segments.cloned());
        Some(absolute)
    }

    /// Where a path from the root of the crate on leads, through all front doors.
    fn target(&self, absolute: &[String], seen: &mut Vec<Vec<String>>) -> Option<Target> {
        if seen.iter().any(|other| other == absolute) {
            return None;
        }
        seen.push(absolute.to_vec());
        let depth =
            (0..=absolute.len()).rev().find(|depth| self.modules.contains_key(&absolute[..*depth]))?;
        let path = &self.modules[&absolute[..depth]];
        let Some(item) = absolute.get(depth).filter(|item| *item != "self" && *item != "*") else {
            return Some(Target { file: path.clone(), item: None });
        };
        let file = &self.files[path];
        let here = Some(Target { file: path.clone(), item: Some(item.clone()) });
        if file.defined.contains_key(item) {
            return here;
        }
        for found in file.uses.iter().filter(|found| found.name == *item || found.name == "*") {
            let Some(mut behind) = self.absolute(path, &found.named, &mut Vec::new()) else { continue };
            if found.name == "*" {
                behind.push(item.clone());
            }
            behind.extend_from_slice(&absolute[depth + 1..]);
            match self.target(&behind, seen) {
                Some(target)
                    if found.name == *item
                        || target
                            .item
                            .as_ref()
                            .is_some_and(|item| self.files[&target.file].defined.contains_key(item)) =>
                {
                    return Some(target);
                }
                _ => {}
            }
        }
        here
    }
}

/// All nodes that can be reached from one in one step or more.
fn reach<N: Ord + Clone>(graph: &BTreeMap<N, BTreeSet<N>>, from: &N) -> BTreeSet<N> {
    let mut reached = BTreeSet::new();
    let mut next = vec![from.clone()];
    while let Some(node) = next.pop() {
        for other in graph.get(&node).into_iter().flatten() {
            if reached.insert(other.clone()) {
                next.push(other.clone());
            }
        }
    }
    reached
}

/// The room below `folder` that a file or module lies in, by the parts of its path.
pub(crate) fn room<'p>(folder: &str, parts: impl IntoIterator<Item = &'p str>) -> Option<&'p str> {
    let mut parts = parts.into_iter();
    let is_below = folder.is_empty() || parts.next() == Some(folder);
    is_below.then(|| parts.next().map_or("mod", |part| part.trim_end_matches(".rs")))
}

/// The imports between rooms below a folder (`""` for `src` itself) that don't go down in rank. Both the room that is
/// named and the one that defines what is named have to be lower.
pub(crate) fn upwards(tree: &Tree, folder: &str, ranks: &[(&str, u8)]) -> Vec<String> {
    let rank = |room: &str| ranks.iter().find(|(name, _)| *name == room).map(|(_, rank)| *rank);
    let mut found = Vec::new();
    for Import { from, line, path, to, .. } in tree.imports() {
        let Some((own, own_rank)) = room(folder, from.split('/')).and_then(|own| Some((own, rank(own)?)))
        else {
            continue;
        };
        let named = room(folder, path.iter().map(String::as_str));
        for other in [named, room(folder, to.split('/'))].into_iter().flatten() {
            if other != own && rank(other).is_some_and(|other| other >= own_rank) {
                found.push(format!("{from}:{line} imports {other}"));
            }
        }
    }
    found.dedup();
    found
}

/// What is found in a made-up crate: circles of its files, then imports that don't go down from `low` to `high`.
fn findings(files: &[(&str, &str)]) -> Vec<String> {
    let tree = Tree::of(files.iter().copied());
    let circles = tree.circles().into_iter().map(|circle| circle.join(" "));
    circles.chain(upwards(&tree, "", &[("low", 0), ("middle", 1), ("high", 2)])).collect()
}

#[track_caller]
fn check(files: &[(&str, &str)], expect: &[&str]) {
    assert_eq!(findings(files), expect);
}

#[test]
fn a_clean_tree_passes() {
    check(
        &[
            ("lib.rs", "mod low; mod high;"),
            ("low/mod.rs", "mod a; mod b; pub use a::A; pub(crate) use b::{b, B};"),
            ("low/a.rs", "// use crate::high::C;\npub struct A; const TEXT: &str = \"crate::high::C\";"),
            ("low/b.rs", "use super::A; pub fn b(_: A) {} #[cfg(test)] mod tests { use super::*; }"),
            ("high.rs", "use crate::low::{self, A}; fn c() { low::b(A) }"),
        ],
        &[],
    );
}

#[test]
fn circles_are_found() {
    let main = ("low/mod.rs", "mod a; mod b; mod c; mod d; pub use a::A;");
    check(
        &[
            main,
            ("low/a.rs", "use super::b; pub struct A(b::B);"),
            ("low/b.rs", "pub struct B; fn b() { super::c::c() }"),
            ("low/c.rs", "use super::A; pub(super) fn c(_: &A) {}"),
            ("low/d.rs", "use super::A;"),
        ],
        &["low/a.rs low/b.rs low/c.rs"],
    );
    let of_tests = "pub fn a() {} #[cfg(test)] mod tests { use super::super::b::b; }";
    check(&[main, ("low/a.rs", of_tests), ("low/b.rs", "use super::a::a;")], &["low/a.rs low/b.rs"]);
    let renamed = "use super::a as other; fn b() { other::a() }";
    check(&[main, ("low/a.rs", "use super::b::{*};"), ("low/b.rs", renamed)], &["low/a.rs low/b.rs"]);
}

#[test]
fn a_child_may_share_the_types_of_its_front_door_and_not_its_functions() {
    let door = "mod a; pub struct Shared { field: u8 } pub fn run() { a::a() } fn help() {}";
    check(&[("low/mod.rs", door), ("low/a.rs", "use super::Shared; pub fn a() {}")], &[]);
    let calls = "pub fn a() { super::help() }";
    check(&[("low/mod.rs", door), ("low/a.rs", calls)], &["low/a.rs low/mod.rs"]);
    let holds = "mod a; use a::Part; pub struct Shared { part: Part }";
    check(
        &[("low/mod.rs", holds), ("low/a.rs", "use super::Shared; pub struct Part;")],
        &["low/a.rs low/mod.rs"],
    );
    // As is `x.rs` beside a folder `x`.
    check(&[("low.rs", door), ("low/a.rs", calls)], &["low.rs low/a.rs"]);
}

#[test]
fn imports_upwards_are_found() {
    let high = ("high.rs", "pub mod inner; pub struct High;");
    check(&[("low.rs", "use crate::high::High;"), high], &["low.rs:1 imports high"]);
    check(&[("low.rs", "\nfn low(_: crate::high::High) {}"), high], &["low.rs:2 imports high"]);
    let of_tests = "fn low() {}\n#[cfg(test)]\nmod tests {\n    use crate::high::High;\n}";
    check(&[("low.rs", of_tests), high], &["low.rs:4 imports high"]);
    let nested =
        "use crate::{\n    low::x,\n    high::{\n        inner::{self, Y as Z},\n    },\n};\nfn m(_: Z) {}";
    let files =
        [("middle.rs", nested), ("low.rs", "pub fn x() {}"), high, ("high/inner.rs", "pub struct Y;")];
    check(&files, &["middle.rs:1 imports high"]);
}

#[test]
fn rooms_of_one_rank_stand_apart() {
    let tree = Tree::of([("parse/cast/a.rs", "use crate::parse::draft::Draft;"), ("parse/draft.rs", "")]);
    let ranks = [("cast", 2), ("draft", 2)];
    assert_eq!(upwards(&tree, "parse", &ranks), ["parse/cast/a.rs:1 imports draft"]);
    let tree = Tree::of([("parse/cast.rs", "use super::Parser;"), ("parse/mod.rs", "pub struct Parser;")]);
    assert_eq!(upwards(&tree, "parse", &[("cast", 2), ("mod", 6)]), ["parse/cast.rs:1 imports mod"]);
}

#[test]
fn names_of_other_crates_are_told_from_our_own() {
    let tree = Tree::of([
        (
            "low/mod.rs",
            "mod csv; use serde::Serialize; fn f() { csv::write(); zip::open(); ::csv::g(); a.zip::<u8>(b); }",
        ),
        ("low/csv.rs", "#[cfg(test)] mod tests { use ::tantivy::{Index, Term}; } pub(super) fn write() {}"),
    ]);
    assert_eq!(tree.foreign("low/mod.rs"), [("serde", 1), ("zip", 1), ("csv", 1)]);
    assert_eq!(tree.foreign("low/csv.rs"), [("tantivy", 1), ("tantivy", 1)]);
}
