//! What must hold for an export's zip, whatever is in it.

use std::collections::HashSet;
use std::sync::LazyLock;

use townhall::library::Library;

static FOLDER: LazyLock<tempfile::TempDir> =
    LazyLock::new(|| tempfile::tempdir().expect("there is a temporary folder"));

/// Lists and reads an export, and fails where a name leads out of it or something is unpacked.
pub fn check(bytes: &[u8]) {
    let root = FOLDER.path().join("export.zip");
    std::fs::write(&root, bytes).expect("the temporary folder can be written");
    let library = Library::at(vec![root.clone()]);
    let Ok(listing) = library.sources() else { return };
    let mut paths = HashSet::new();
    for source in &listing.sources {
        let path = &source.path;
        assert!(paths.insert(path), "{path:?} is the path of two notes");
        assert!(path.split('/').all(|part| !matches!(part.trim(), "" | "." | "..")), "{path:?}");
        assert!(!path.contains(char::is_control) && !path.contains('\\'), "{path:?}");
        let below = source.shown.strip_prefix(&root.display().to_string());
        assert!(below.is_some_and(|below| below.starts_with('/')), "{:?} leads elsewhere", source.shown);
        if let Ok(text) = library.read(source) {
            // No encoding makes a byte more than three.
            assert!(text.text.len() as u64 <= source.stamp.size * 3, "{path:?} is larger than it claims");
        }
    }
    for trouble in &listing.troubles {
        assert!(trouble.path.starts_with(&root.display().to_string()));
        assert!(!trouble.path.contains(char::is_control), "{trouble:?}");
    }
    assert!(listing.troubles.len() <= 102, "{} troubles", listing.troubles.len());
    let files = std::fs::read_dir(FOLDER.path()).expect("the temporary folder can be read").count();
    assert_eq!(files, 1, "something was unpacked");
    assert_eq!(library.sources().expect("it was listed before").sources.len(), listing.sources.len());
}
