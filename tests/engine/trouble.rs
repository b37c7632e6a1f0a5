//! Nodes that go, pushers that are killed, two at once: the next push ends right.

use std::thread;
use std::time::Duration;

use fastrand::Rng;

use crate::cluster::cluster;
use crate::notes::{Notes, Pushed, pushed, read};

/// How many pushers are killed.
const KILLS: usize = 50;

#[test]
fn a_node_that_is_killed_in_the_middle_stops_no_push() {
    for round in 0..2 {
        let mut cluster = cluster();
        cluster.clear();
        let notes = Notes::new(600, 10 + round);
        // The manager once, and once another.
        let victim = match round {
            0 => cluster.manager(),
            _ => (cluster.manager() + 1) % 3,
        };
        let url = cluster.url((victim + 1) % 3);
        let push = notes.push(&url, &[]).spawn().unwrap();
        thread::sleep(Duration::from_millis(900));
        cluster.kill(victim);
        let output = push.wait_with_output().unwrap();
        let first = read(&output);
        cluster.mend();
        let again = pushed(notes.push(&url, &[]));
        assert_eq!(again, Pushed { came: 0, changed: 0, went: 0, records: first.records });
        let records = cluster.documents("townhall");
        let records = records.iter().filter(|(_, document)| document["type"] == "record").count();
        assert_eq!(records, first.records);
    }
}

#[test]
fn two_pushers_at_once_end_right() {
    let cluster = cluster();
    cluster.clear();
    let mut notes = Notes::new(120, 20);
    for round in 0..4 {
        let pushers: Vec<_> =
            (0..2).map(|number| notes.push(&cluster.url(number), &[]).spawn().unwrap()).collect();
        // The second half of the rounds changes notes meanwhile.
        if round > 1 {
            (0..20).for_each(|number| notes.write(number));
        }
        for pusher in pushers {
            read(&pusher.wait_with_output().unwrap());
        }
        let last = pushed(notes.push(&cluster.url(0), &[]));
        let again = pushed(notes.push(&cluster.url(0), &[]));
        assert_eq!(again, Pushed { came: 0, changed: 0, went: 0, records: last.records });
        let documents = cluster.documents("townhall");
        let records = documents.iter().filter(|(_, document)| document["type"] == "record").count();
        assert_eq!(records, last.records);
    }
}

#[test]
fn a_pusher_that_is_killed_leaves_nothing_that_the_next_does_not_put_right() {
    let cluster = cluster();
    cluster.clear();
    let mut notes = Notes::new(60, 30);
    let mut random = Rng::with_seed(31);
    for kill in 0..KILLS {
        for _ in 0..4 {
            notes.write(random.usize(0..60));
        }
        let mut push = notes.push(&cluster.url(kill % 3), &[]).spawn().unwrap();
        thread::sleep(Duration::from_millis(random.u64(0..600)));
        push.kill().unwrap();
        push.wait().unwrap();
        if kill % 10 == 9 {
            let mended = pushed(notes.push(&cluster.url(0), &[]));
            let documents = cluster.documents("townhall");
            let records = documents.iter().filter(|(_, document)| document["type"] == "record").count();
            assert_eq!(records, mended.records);
            let again = pushed(notes.push(&cluster.url(0), &[]));
            assert_eq!(again, Pushed { came: 0, changed: 0, went: 0, records: mended.records });
        }
    }
}
