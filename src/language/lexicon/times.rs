//! Words for times: when something is to come true, and on which day somebody asks.

use crate::language::words::Words;

lists! {
    /// Words by which a time is a guess.
    HEDGES: Words = "time_words", "hedge";
    /// Words for what goes on already.
    ONGOING: Words = "time_words", "ongoing";
    /// Words that count years, months or days.
    COUNTING: Words = "time_words", "counts";
    /// Words that do so after digits.
    COUNTED: Words = "time_words", "unit";
    /// Words for what has to happen first.
    CONDITIONS: Words = "time_words", "condition";
    /// Words for a span that is told from today.
    SPANS: Words = "time_words", "span";
    /// Words for the long run.
    TRENDS: Words = "time_words", "trend";
    /// Words for what is over.
    OVER: Words = "time_words", "past";
    /// Words for the talk itself and for looking back, where a time is asked for.
    OF_THE_TALK: Words = "time_words", "talk";
    /// Words after which a time is the latest one.
    UNTIL: Words = "horizon_words", "until";
    /// Words after which it is the earliest one.
    FROM: Words = "horizon_words", "from";
    /// Words after which nothing comes true in it.
    NOT_IN: Words = "horizon_words", "not";
    /// Words before a length of time that is counted onward.
    FUTURE: Words = "horizon_words", "future";
    /// Words before one that is counted backward.
    PAST: Words = "horizon_words", "past";
    /// Words before one that is counted onward from another time.
    THEN: Words = "horizon_words", "then";
    /// Words before one that is not all needed.
    AT_MOST: Words = "horizon_words", "most";
    /// Words before one that is needed at least.
    AT_LEAST: Words = "horizon_words", "least";
    /// Words before a time that is counted from the day.
    BEFORE_TIMES: Words = "horizon_words", "introduces";
    /// Words before a part of a year that is no part of this one.
    OTHER_YEARS: Words = "horizon_words", "other";
    /// Words for the day on which somebody asks; for the day before, the one before that, the one behind it.
    TODAYS: Words = "near_days", "today";
    /// For the day before.
    YESTERDAYS: Words = "near_days", "yesterday";
    /// For the one before that.
    DAYS_BEFORE_YESTERDAY: Words = "near_days", "earlier";
    /// For the day behind it.
    TOMORROWS: Words = "near_days", "tomorrow";
    /// English words before a unit of time that the day is in.
    THIS: Words = "near_days", "this";
    /// Before the one before that.
    LAST: Words = "near_days", "last";
    /// Before the one behind it.
    NEXT: Words = "near_days", "next";
    /// Words before a length of time that ends with the day.
    BACK: Words = "near_days", "back";
    /// Words behind one that lies between then and the day.
    AGO: Words = "near_days", "ago";
}
