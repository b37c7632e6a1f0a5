//! The words of the language, list by list. No word here belongs to one note or names a particular person.
//!
//! The words themselves, their sources and reasons are files of `data/language/`; a list is one of them, or those of its
//! words that have a use. What the lists tell is judged by the other files of this room.

use super::words::{Characters, SortedWords, Words};

/// Declares lists: each is a file, and the uses that its words must have one of.
macro_rules! lists {
    ($($(#[$about:meta])* $name:ident: $kind:ident = $file:literal $(, $use:literal)*;)*) => {
        $(
            $(#[$about])*
            pub(crate) static $name: $kind =
                $kind::new(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/language/", $file, ".txt")), &[$($use),*]);
        )*

        /// Every list: its file and the uses it asks for.
        #[cfg(test)]
        pub(super) const LISTS: &[(&str, &[&str])] = &[$(($file, &[$($use),*])),*];
    };
}

mod times;

pub(crate) use times::*;

lists! {
    /// Chinese surnames of one character.
    SURNAMES: Characters = "surnames";
    /// Those of them with which words begin more often than names.
    SURNAMES_LIKE_WORDS: Characters = "surnames", "word";
    /// Those with which everyday words begin as often.
    WEAK_SURNAMES: Characters = "weak_surnames";
    /// Those of them that are frequent.
    CENSUS_SURNAMES: Characters = "weak_surnames", "census";
    /// Those of two.
    COMPOUND_SURNAMES: Words = "compound_surnames";
    /// Japanese ones of two and three.
    JAPANESE_SURNAMES: Words = "japanese_surnames";
    /// Characters that render the syllables of foreign names.
    TRANSLITERATION: Characters = "transliteration";
    /// Characters that not even a given name has.
    NEVER_IN_NAMES: Characters = "particles", "never";
    /// Those and the ones that a name seldom has.
    SELDOM_IN_NAMES: Characters = "particles", "never", "rarely";
    /// Characters that words have and given names hardly ever.
    SELDOM_IN_GIVEN_NAMES: Characters = "seldom_in_given_names";
    /// Characters that make a clause of a phrase.
    MAKING_CLAUSES: Characters = "particles", "clause";
    /// Characters that end what somebody says to somebody.
    FINAL_PARTICLES: Characters = "particles", "final";
    /// Characters that begin a phrase behind a name.
    BEGINNING_PHRASES: Characters = "particles", "phrase";
    /// Characters that no words have that tell which one somebody in a role is.
    NEVER_BEFORE_ROLES: Characters = "particles", "never", "rarely", "deed";
    /// Pronouns of the first and second person.
    PERSONAL: Characters = "pronouns", "personal";
    /// English ones.
    LATIN_PERSONAL: Words = "pronouns", "latin";
    /// Words for whoever made a note, as labels of their speech.
    AUTHORS: Words = "pronouns", "author";

    /// Words and places that have the shape of a Chinese name.
    WORDS_LIKE_NAMES: SortedWords = "words_like_names";
    /// English words, folded.
    ENGLISH_WORDS: SortedWords = "english_words";
    /// Those that are given names as well and not among them.
    GIVEN_NAMES_AND_WORDS: Words = "given_names_and_words";
    /// Characters that end words for matters.
    MATTER_ENDINGS: Characters = "matter_endings";
    /// Those that do so behind one character.
    PRICE_ENDINGS: Characters = "matter_endings", "price";

    /// Given names of other languages as Chinese writes them.
    GIVEN_NAMES: Words = "given_names";
    /// Words that begin names of places, products and other things in Latin letters, folded.
    BEGINNING_THINGS: Words = "latin_things", "first";
    /// Words that end them.
    ENDING_THINGS: Words = "latin_things", "last";
    /// Such names, without spaces.
    THINGS: Words = "latin_things", "whole";
    /// Words in lower case within European names.
    LATIN_PARTICLES: Words = "latin_particles";

    /// Words that end the name of somebody in a role.
    ROLES: Words = "roles";
    /// Those of people who ask rather than tell.
    ASKING_ROLES: Words = "roles", "asks";
    /// English words for roles, folded.
    LATIN_ROLES: Words = "latin_roles", "role";
    /// Given names in Latin letters, folded.
    LATIN_GIVEN_NAMES: Words = "latin_given_names";
    /// Chinese surnames, each with a spelling that is not its pinyin, folded.
    SURNAME_SPELLINGS: Words = "surname_spellings";
    /// Those of people who ask rather than tell.
    LATIN_ASKING_ROLES: Words = "latin_roles", "asks";
    /// Words for people that label a matter as often as they name who speaks: with quotation marks they speak.
    WEAK_ROLES: Words = "weak_roles";
    /// Words for those who ask, beside the roles: where nothing follows but 提问 they are people.
    ASKERS: Words = "askers";
    /// Words for those who listen or read, before a name of theirs.
    AUDIENCES: Words = "roles", "audience";
    /// Words before another name of somebody, folded.
    OTHER_NAMES: Words = "other_names";
    /// Those before one that its bearer has taken.
    PEN_NAMES: Words = "other_names", "pen";
    /// Words before what people call somebody.
    NICKNAMES: Words = "other_names", "nick";
    /// Titles that stand after a surname, and those of them that are roles as well.
    TITLES: Words = "titles";
    OFFICE_TITLES: Words = "titles", "office";
    /// English ones beside a Chinese surname, folded.
    LATIN_TITLES: Words = "latin_titles";
    /// English words for occupations, folded.
    LATIN_OCCUPATIONS: Words = "latin_roles", "job";
    /// What one calls family and others close to one.
    KIN: Words = "kin";
    /// Those that end a label for somebody whom the note does not name.
    CLOSE_ONES: Words = "kin", "close";
    /// Words that begin a clause about somebody without a name.
    UNNAMED: Words = "unnamed", "subject";
    /// Words for several people at the beginning of a clause.
    SEVERAL: Words = "unnamed", "several";
    /// Words that tell, before 的, which one somebody in a role is.
    BEFORE_ROLES: Words = "unnamed", "place";
    /// Words that begin a sentence about somebody's life.
    BEGINNING_LIVES: Words = "beginning_lives";
    /// Words before the work that quoted words are taken from.
    TAKEN_FROM: Words = "taken_from";
    /// Words in labels before a list of those who attend a meeting, folded.
    ATTENDANCE: Words = "attendance";
    /// Words in labels before a list of those who take part.
    PRESENT: Words = "present", "list";
    /// Words that may stand beside those in such a label.
    BESIDE_PRESENT: Words = "present", "beside";
    /// Words for what somebody does where people talk, folded.
    PARTS_IN_TALKS: Words = "parts_in_talks";
    /// Words before lists of those who host, folded.
    HOSTING: Words = "lists_of_people", "hosts";
    /// Those before lists of those who give talks.
    GIVING_TALKS: Words = "lists_of_people", "talks";
    /// Those before lists of guests.
    BEING_GUESTS: Words = "lists_of_people", "guests";
    /// Words in titles of interviews, folded.
    INTERVIEWS: Words = "interviews", "title";
    /// Words in questions to those who listen or read.
    ASKING_LISTENERS: Words = "interviews", "listeners";
    /// Words that begin a line about whoever made a text.
    MAKING_TEXTS: Words = "bylines", "made";
    /// Words before the day of what a text was made from, or on which it came out.
    BEFORE_SOURCES: Words = "bylines", "from";
    /// Words for those who take part by their place in a talk or before a court.
    PARTIES: Words = "lists_of_people", "party";
    /// Those before lists of those who come.
    ATTENDING: Words = "lists_of_people", "attends";
    /// Words for those who have not come.
    ABSENT: Words = "lists_of_people", "absent";
    /// Words for occasions where several speak, one after another.
    OCCASIONS: Words = "lists_of_people", "occasion";
    /// Words that tell that a note is the record of one.
    RECORDS: Words = "lists_of_people", "record";
    /// Words before those.
    BEFORE_PARTS: Words = "lists_of_people", "before";
    /// Words after those.
    AFTER_PARTS: Words = "lists_of_people", "after";
    /// Words that tell that a sentence is about this talk.
    TODAY: Words = "lists_of_people", "today";
    /// Words before somebody who has come to it.
    INVITING: Words = "lists_of_people", "invites";
    /// Words that end the names of bodies.
    BODIES: Words = "bodies";
    /// Names of papers, sites and shows that are words as well, folded.
    OUTLETS: Words = "outlets";
    /// English words in names of places where people work, folded.
    LATIN_PLACES_OF_WORK: Words = "latin_places_of_work";

    /// Words that stand beside a guest's name in a title.
    BESIDE_GUESTS: Words = "title_words";
    /// Words that stand before it.
    BEFORE_GUESTS: Words = "title_words", "before";
    /// Words that stand after it.
    AFTER_GUESTS: Words = "title_words", "after";
    /// Words between two who talk to each other.
    BETWEEN_GUESTS: Words = "title_words", "between";

    /// Words that ask for an amount of money, folded; for a part of a whole, a length of time, a day, a count.
    ASKING_MONEY: Words = "asking_numbers", "money";
    /// For a part of a whole or a chance.
    ASKING_SHARES: Words = "asking_numbers", "share";
    /// For a length of time.
    ASKING_SPANS: Words = "asking_numbers", "span";
    /// For a day or a year.
    ASKING_DAYS: Words = "asking_numbers", "day";
    /// For a length, an area, a weight, a temperature.
    ASKING_MEASURES: Words = "asking_numbers", "measure";
    /// For how many or how much.
    ASKING_COUNTS: Words = "asking_numbers", "count";
    /// What asks for what people think.
    ASKING_OPINIONS: Words = "asking_opinions";
    /// Units of money.
    UNITS_OF_MONEY: Words = "units", "money";
    /// Of parts, chances and multiples.
    UNITS_OF_SHARES: Words = "units", "share";
    /// Of lengths of time.
    UNITS_OF_SPANS: Words = "units", "span";
    /// Of days and years.
    UNITS_OF_DAYS: Words = "units", "day";
    /// Of lengths, areas, weights and temperatures.
    UNITS_OF_MEASURES: Words = "units", "measure";
    /// Of things, people and sizes.
    UNITS_OF_COUNTS: Words = "units", "count";
    /// Words before a term that ask what it is, folded and without spaces.
    BEFORE_DEFINED: Words = "asking_definitions", "before";
    /// Words behind a term that ask what it is, folded and without spaces.
    AFTER_DEFINED: Words = "asking_definitions", "after";
    /// Those of them that may be a part of the term as well.
    WITHIN_DEFINED: Words = "asking_definitions", "term";
    /// Words before a term of which the text goes on to tell, folded.
    BEFORE_HEADING: Words = "introducing_terms", "heads";
    /// Words before a term that introduce it in passing.
    BEFORE_INTRODUCED: Words = "introducing_terms", "before";
    /// Words behind a term that introduce it.
    AFTER_INTRODUCED: Words = "introducing_terms", "after";

    /// Words that carry no weight of their own in a search, folded.
    FUNCTION_WORDS: Words = "function_words";
    /// Words that stand in talk about anything, folded.
    EVERYDAY_WORDS: Words = "everyday_words";
    /// Words that ask for what is bad about a thing, folded.
    ASKING_DRAWBACKS: Words = "aspects", "drawback";
    /// Words that tell of it.
    TELLING_DRAWBACKS: Words = "aspects", "drawback", "drawback-told";
    /// Words that ask for what is good about a thing.
    ASKING_ADVANTAGES: Words = "aspects", "advantage";
    /// Words that tell of it.
    TELLING_ADVANTAGES: Words = "aspects", "advantage", "advantage-told";
    /// Words that ask for what may come of a thing.
    ASKING_RISKS: Words = "aspects", "risk";
    /// Words that tell of it.
    TELLING_RISKS: Words = "aspects", "risk", "risk-told";
    /// Words that ask what a thing is for.
    ASKING_PURPOSES: Words = "aspects", "purpose";
    /// Words that tell it.
    TELLING_PURPOSES: Words = "aspects", "purpose", "purpose-told";
    /// Words that ask why.
    ASKING_REASONS: Words = "aspects", "reason";
    /// Words that tell it.
    TELLING_REASONS: Words = "aspects", "reason", "reason-told";

    /// Words that name a part of a text, an event or a matter: a label that ends in one is no person.
    LABEL_ENDINGS: Words = "label_endings";
    /// Words for things that are counted off, folded.
    COUNTED_THINGS: Words = "counted", "thing";
    /// English words that count them.
    ENGLISH_NUMBERS: Words = "counted", "number";
    /// Common nouns that happen to begin with a surname.
    NOUNS: Words = "nouns";
    /// Companies whose names look like a person's.
    COMPANIES: Words = "companies";
    /// English words that make a label of the words they stand in, folded.
    LATIN_LABELS: Words = "latin_labels";
    /// Words that end a label of a part of the note.
    HEADING_PARTS: Words = "parts_of_notes", "heads";
    /// Words at the end of a heading above what one person alone says.
    TALKS_OF_ONE: Words = "parts_of_notes", "talk";
    /// Words that end a label of somebody's very words.
    HEADING_WORDS: Words = "parts_of_notes", "quotes";
    /// Words with which a note points at its own parts.
    POINTING_AT_PARTS: Words = "parts_of_notes", "points";
    /// How listeners took something.
    REACTIONS: Words = "reactions";
    /// Words that win time and say nothing, folded.
    HESITATIONS: Words = "hesitations";
    /// Words by which somebody goes on to something else, folded.
    MOVING_ON: Words = "moving_on";
    /// What is written, sung or printed.
    WRITTEN: Words = "written";
    /// Words before a name: whoever does so speaks, and not its bearer.
    DONE_TO: Words = "reporting", "to";
    /// The same in a heading, and words before whom a section is about.
    HEADED_TO: Words = "reporting", "heads";
    /// Those by which nobody says that somebody has said so.
    SUPPOSED: Words = "reporting", "supposes";
    /// Words behind a name for something or somebody around its bearer.
    ABOUT_SOMEBODY: Words = "reporting", "about";
    /// Those that say things of their own, though a heading with them may head what the bearer says.
    BELONGING_TO_SOMEBODY: Words = "reporting", "belongs";
    /// What somebody has written.
    WORKS: Words = "reporting", "works";
    /// Words by which two say something together.
    TOGETHER: Words = "reporting", "together";
    /// Negations before a verb of saying.
    NEGATED_SAYING: Words = "reporting", "negated";
    /// Words before the name of somebody whose words come.
    CITING: Words = "reporting", "cites";
    /// The same where a verb of saying follows that name.
    HEARING: Words = "reporting", "cites", "hears";
    /// How words come to somebody, or where they stand.
    COMING_TO: Words = "reporting", "perceives";
    /// Those who are no guests and have no names.
    OUTSIDERS: Words = "reporting", "outsider";
    /// How lines begin that tell of a meeting or its text rather than say something in it.
    OF_MEETINGS: Words = "of_meetings";
    /// What stands behind the thing that holds written words.
    TAILS_OF_WRITTEN: Words = "reporting", "tail";
    /// Words in headings and labels under which others than the guest speak, folded.
    OTHERS: Words = "others";
    /// Words in titles and headings that hold questions and answers, folded.
    LISTS_OF_QUESTIONS: Words = "lists_of_questions";
    /// Labels of the same words in another language, in brackets after a quote.
    LANGUAGES: Words = "language_labels", "bracket";
    /// Words of labels that stand alone or before a turn, folded.
    LANGUAGE_NAMES: Words = "language_labels", "label";
    /// What may stand beside those.
    BESIDE_LANGUAGES: Words = "language_labels", "beside";

    /// Verbs that end a lead after the name.
    ENDING_LEADS: Words = "verbs_of_saying", "lead";
    /// Verbs that end a clause which gives words to somebody.
    ENDING_CLAUSES: Words = "verbs_of_saying", "says", "clause";
    /// Those behind which a pronoun may stand for the one to whom it is said.
    BEFORE_ADDRESSEES: Words = "verbs_of_saying", "told";
    /// Verbs with which a lead-in goes on after the name.
    OPENING_LEAD_INS: Words = "verbs_of_saying", "says", "opens";
    /// Verbs after an unusual name that tell that it is somebody's.
    OF_SOMEBODY: Words = "verbs_of_saying", "says", "speaks";
    /// Verbs by which running prose tells that somebody says something.
    OF_PROSE: Words = "verbs_of_saying", "says", "prose";
    /// Verbs of those who ask and invite, as hosts do.
    OF_DIALOGUE: Words = "verbs_of_dialogue";
    /// Verbs that give words to somebody whom a clause does not name.
    OF_OTHERS: Words = "verbs_of_saying", "others";
    /// Verbs that begin what a speaker does.
    BEGINNING_DEEDS: Words = "verbs_of_saying", "begins";
    /// Verbs within it.
    OF_DEEDS: Words = "verbs_of_saying", "deed";
    /// Verbs that end it, plainly.
    PLAIN_SAYING: Words = "verbs_of_saying", "plain";
    /// Words in clauses that tell how words come to somebody.
    PERCEIVING: Words = "perceiving";
    /// Verbs that tell to whom somebody turns.
    ADDRESSING: Words = "addressing";
    /// Words before the verb with which a lead-in goes on after the name.
    BEFORE_OPENING: Words = "before_saying", "opens";
    /// Words before the verb that begin what a speaker does.
    BEFORE_DEEDS: Words = "before_saying", "begins";
    /// Words that join a clause to what stands before it.
    JOINING_CLAUSES: Words = "before_clauses";
    /// Words that turn what a clause says into its opposite, folded.
    NEGATIONS: Words = "negations", "negates";
    /// Words that hold one of those and turn nothing.
    NO_NEGATIONS: Words = "negations", "keeps";
    /// Characters that end words for occupations and offices.
    ROLE_ENDINGS: Characters = "role_endings";
    /// Words between a name and a verb of saying that tell how or when.
    MANNERS: Words = "manners";
    /// Those of them that tell what somebody does who is about to speak.
    GESTURES: Words = "manners", "gesture";
    /// Words that end the name of a channel, folded.
    CHANNELS: Words = "channels";
    /// Keys before the programme that a talk is part of, folded.
    PROGRAMME_KEYS: Words = "programmes", "programme";
    /// Those before the channel.
    CHANNEL_KEYS: Words = "programmes", "channel";
    /// Those before the event.
    EVENT_KEYS: Words = "programmes", "event";
    /// Those before a source of any sort.
    SOURCE_KEYS: Words = "programmes", "source";
    /// What somebody's words are called, after their name and 的.
    SPEECH: Words = "nouns_of_speech", "words";
    /// Those with which a lead-in goes on without 的 too.
    SPEECH_ALONE: Words = "nouns_of_speech", "alone";
    /// Those that end a clause which tells how somebody puts something.
    ENDING_PUTS: Words = "nouns_of_speech", "put";

    /// Words before a name that say whose the words behind it are, where the name may end the clause.
    BEFORE_ATTRIBUTED: Words = "attributing", "before";
    /// Those behind which something has to follow the name.
    BEFORE_ATTRIBUTED_AND_AFTER: Words = "attributing", "needs";
    /// What may follow it.
    AFTER_ATTRIBUTED: Words = "attributing", "after";
    /// English verbs of saying behind a name.
    ENGLISH_SAYING: Words = "attributing", "says";

    /// Words by which a sentence asks.
    INTERROGATIVES: Words = "question_words", "asks";
    /// Those that may end it.
    ENDING_QUESTIONS: Words = "question_words", "ends";
    /// Words that ask by giving both answers.
    CHOICES: Words = "question_words", "choice";
    /// Words that tell that a question follows.
    ANNOUNCING_QUESTIONS: Words = "question_words", "announces";
    /// Words that end a sentence which asks whether it is so.
    ASKING_WHETHER: Words = "question_words", "whether";
    /// Words that end one which asks what came of it.
    ASKING_ON: Words = "question_words", "on";
    /// Words with which whoever asks wants to be told something.
    REQUESTING: Words = "question_words", "requests";
    /// Words that make a statement of an interrogative.
    TELLING_INTERROGATIVES: Words = "question_words", "tells";
    /// Words that end in 问 though nobody asks by them.
    NOT_ASKING: Words = "no_asking";
    /// Words that begin what stands in brackets after 提问 and is no name.
    ABOUT_QUESTIONS: Words = "after_asking";
    /// English words by which a question is put, or that ask what somebody thinks, folded.
    ASKING_IN_ENGLISH: Words = "asking_in_english";
    /// What stands in place of a name that nobody knows.
    NO_NAMES: Words = "placeholders", "name";
    /// What stands in place of a time that nobody gave.
    NO_TIMES: Words = "placeholders", "time";
    /// Those of them that leave the cell open, rather than say that none was given.
    NO_TIMES_YET: Words = "placeholders", "open";

    /// Words that head a glossary, folded and without white space.
    GLOSSARIES: Words = "glossaries", "heads";
    /// Those that do so alone, or behind a word that tells which.
    SHORT_GLOSSARIES: Words = "glossaries", "narrow";
    /// Words that tell which glossary one is.
    WHICH_GLOSSARY: Words = "glossaries", "before";
    /// Words behind those that head a glossary which tell that it is a list.
    LISTS_OF_TERMS: Words = "glossaries", "after";
    /// Words before a term in running text that are no part of it.
    BEFORE_TERMS: Words = "before_terms", "cuts";
    /// Words of which a part would be one of those.
    WITHIN_TERMS: Words = "before_terms", "keeps";
    /// Words in a definition before another name.
    ALSO_NAMED: Words = "glossaries", "named";
    /// Words in the heading of a glossary that goes beyond its note.
    FURTHER: Words = "glossaries", "further";
    /// Labels in a glossary that are no headwords.
    ASIDES: Words = "glossaries", "aside";

    /// What heads a part of a transcript, folded and without white space.
    TRANSCRIPT_PARTS: Words = "parts_of_transcripts", "part";
    /// What heads a list of chapters, each with its time.
    CHAPTERS: Words = "parts_of_transcripts", "chapters";
    /// Those that head what is to be done.
    TASKS: Words = "parts_of_transcripts", "tasks";
    /// Those and the ones above what a program tells of each speaker.
    TOLD_OF_SPEAKERS: Words = "parts_of_transcripts", "tasks", "told";
    /// The same where it is a line above, and may be a matter where it is a heading.
    GIVEN_TO_SPEAKERS: Words = "parts_of_transcripts", "given";

    /// What exporters of highlights put in brackets behind them, without white space.
    HIGHLIGHT_LINKS: Words = "exporters", "link";
    /// What they put there before a clock.
    HIGHLIGHT_TIMES: Words = "exporters", "time";
    /// What they put there before a number, as others do.
    HIGHLIGHT_PLACES: Words = "exporters", "place";
    /// What ends the line above a reader's thought, which it dates.
    THOUGHTS: Words = "exporters", "thought";
    /// What the line above a clipping has.
    CLIPPINGS: Words = "exporters", "clipping";
    /// Headings above highlights, folded and without white space.
    OF_HIGHLIGHTS: Words = "exporters", "heads";
    /// Words that begin such headings.
    SYNCED: Words = "exporters", "synced";

    /// Characters that turn a claim into another where they differ.
    TURNING_CLAIMS: Characters = "turning_claims", "turns";
    /// Those for the direction upwards, which turn it where it has none of them otherwise.
    RISING: Characters = "turning_claims", "rises";
    /// Those for the direction downwards.
    FALLING: Characters = "turning_claims", "falls";
    /// Words that turn it, folded.
    TURNING_WORDS: Words = "turning_claims", "word";
}

#[cfg(test)]
mod tests;
