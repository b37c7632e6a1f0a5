//! Any text as a folder's `topics.yaml`, with a heading to sort.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use townhall::topics::Vocabulary;

static BUILT_IN: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::built_in().expect("the built-in vocabulary is sound"));

fuzz_target!(|given: (&str, &str)| {
    let (heading, yaml) = given;
    let Ok(own) = Vocabulary::from_yaml(yaml) else { return };
    for topic in own.topics() {
        let found = own.resolve(&topic.slug).expect("a slug names its topic");
        assert_eq!(found.slug, topic.slug);
    }
    let known: Vec<String> = own.classify(heading);
    assert!(known.iter().all(|slug| own.topics().iter().any(|topic| topic.slug == *slug)));
    if let Ok(merged) = BUILT_IN.clone().merged_with(own) {
        assert!(merged.topics().len() >= BUILT_IN.topics().len());
        merged.classify(heading);
    }
});
