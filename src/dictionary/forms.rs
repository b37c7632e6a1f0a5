//! Which words an English form may be of: plurals, the forms of verbs, what is compared.
//!
//! Rules guess more than there is (`dured` would be of `dure`); what the table lacks does no harm. Forms that no rule tells
//! stand in `data/dictionary/irregular.txt`, with those that only look as if one did.

/// ```text
/// list = line*
/// line = "#" text | form ( " " word )+      ; a form and all the words that it may be of
/// ```
static IRREGULAR: &str = include_str!("../../data/dictionary/irregular.txt");

/// The shortest rest that an ending leaves, in bytes: `thing` is no form of `th`.
const SHORTEST: usize = 3;

/// The words that a form may be of, in lower case, itself first.
pub fn base_forms(form: &str) -> Vec<String> {
    let mut found = vec![form.to_owned()];
    let mut add = |word: String| {
        if word.len() >= SHORTEST && !found.contains(&word) {
            found.push(word);
        }
    };
    let own = form.strip_suffix("'s").or(form.strip_suffix('\'')).unwrap_or(form);
    add(own.to_owned());
    if let Some(words) = irregular(own) {
        found.extend(words.filter(|word| *word != form).map(str::to_owned));
        return found;
    }
    if let Some(rest) = own.strip_suffix('s')
        && !own.ends_with("ss")
        && !own.ends_with("us")
        && !own.ends_with("is")
    {
        if let Some(rest) = rest.strip_suffix("ie") {
            add(format!("{rest}y"));
        }
        if let Some(rest) = rest.strip_suffix("ve") {
            add(format!("{rest}f"));
            add(format!("{rest}fe"));
        }
        if let Some(rest) = rest.strip_suffix('e')
            && ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| rest.ends_with(end))
        {
            add(rest.to_owned());
        }
        add(rest.to_owned());
    }
    if let Some(rest) = own.strip_suffix("ing") {
        if let Some(rest) = rest.strip_suffix('y') {
            add(format!("{rest}ie"));
        }
        without_ending(rest, &mut add);
    }
    if let Some(rest) = own.strip_suffix("ed") {
        if let Some(rest) = rest.strip_suffix('i') {
            add(format!("{rest}y"));
        }
        without_ending(rest, &mut add);
    }
    found
}

/// The words that this may compare: `slow` of `slower`. Far more words merely end so (`number`, `forest`), so they are asked
/// for only where a form is no word of its own.
pub(super) fn compared(form: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(rest) = form.strip_suffix("er").or(form.strip_suffix("est")) {
        if let Some(rest) = rest.strip_suffix('i') {
            found.push(format!("{rest}y"));
        }
        without_ending(rest, &mut |word| found.push(word));
    }
    found
}

/// What a verb or an adjective is without its ending: as it is, with the `e` that went, with one letter of two.
fn without_ending(rest: &str, add: &mut impl FnMut(String)) {
    if rest.len() < SHORTEST - 1 || !rest.contains(|letter: char| "aeiouy".contains(letter)) {
        return;
    }
    add(rest.to_owned());
    add(format!("{rest}e"));
    let mut letters = rest.chars().rev();
    let last = letters.next();
    if last.is_some() && last == letters.next() {
        add(rest[..rest.len() - last.map_or(0, char::len_utf8)].to_owned());
    }
}

fn irregular(form: &str) -> Option<impl Iterator<Item = &'static str>> {
    // One search of the list as it lies: the library looks at many bytes at a time.
    let row = format!("\n{form} ");
    let is_word = !form.is_empty() && !form.contains(['#', ' ', '\n']);
    let at = is_word.then(|| IRREGULAR.find(&row)).flatten()?;
    IRREGULAR[at + row.len()..].lines().next().map(str::split_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(form: &str, word: &str) {
        assert!(base_forms(form).iter().any(|found| found == word), "{form}: {:?}", base_forms(form));
    }

    #[test]
    fn forms_lead_to_their_words() {
        for (form, word) in [
            ("jobs", "job"),
            ("companies", "company"),
            ("boxes", "box"),
            ("lives", "life"),
            ("musk's", "musk"),
            ("running", "run"),
            ("making", "make"),
            ("studied", "study"),
            ("planned", "plan"),
            ("used", "use"),
            ("dying", "die"),
            ("went", "go"),
            ("children", "child"),
            ("stolen", "steal"),
        ] {
            check(form, word);
        }
        assert!(compared("bigger").contains(&"big".to_owned()));
        assert!(compared("easiest").contains(&"easy".to_owned()));
    }

    #[test]
    fn words_that_only_look_inflected_stay() {
        assert_eq!(base_forms("news"), ["news"]);
        assert_eq!(base_forms("thing"), ["thing"]);
        assert_eq!(base_forms("process"), ["process"]);
        assert_eq!(base_forms("能源"), ["能源"]);
        assert_eq!(base_forms(""), [""]);
    }

    #[test]
    fn the_list_is_sorted_and_has_each_form_once() {
        let rows: Vec<&str> = IRREGULAR.lines().filter(|line| !line.starts_with('#')).collect();
        let forms: Vec<&str> = rows.iter().filter_map(|row| row.split(' ').next()).collect();
        assert!(forms.windows(2).all(|two| two[0] < two[1]), "{forms:?}");
        assert!(rows.iter().all(|row| row.split(' ').count() > 1), "{rows:?}");
    }
}
