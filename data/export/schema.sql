-- What `townhall export --format sqlite` writes. A record's id is the one that the program shows, and a table holds what a
-- kind of record says. Days are ISO 8601 text, times are seconds into the recording, lines are 1-based.

-- What the file is: its format, the program that wrote it.
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE notes (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    path TEXT NOT NULL UNIQUE,
    date TEXT,
    date_end TEXT,
    url TEXT,
    programme TEXT,
    duration_seconds INTEGER,
    views INTEGER,
    video_id TEXT,
    generated TEXT
);

-- The rows of a note's own metadata, in order.
CREATE TABLE metadata (
    note_id TEXT NOT NULL REFERENCES notes (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (note_id, position)
) WITHOUT ROWID;

-- Who takes part in a note, by full name where there is one; who that is, where anybody can tell.
CREATE TABLE speakers (
    note_id TEXT NOT NULL REFERENCES notes (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    person_id INTEGER REFERENCES people (id),
    PRIMARY KEY (note_id, position)
) WITHOUT ROWID;

CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

-- All names of a person; a full one says by itself, in any note, who that is.
CREATE TABLE person_names (
    person_id INTEGER NOT NULL REFERENCES people (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    is_full INTEGER NOT NULL,
    PRIMARY KEY (person_id, position)
) WITHOUT ROWID;

-- The notes in which a person has a name.
CREATE TABLE person_notes (
    person_id INTEGER NOT NULL REFERENCES people (id),
    note_id TEXT NOT NULL REFERENCES notes (id),
    PRIMARY KEY (person_id, note_id)
) WITHOUT ROWID;

CREATE TABLE topics (slug TEXT PRIMARY KEY, chinese TEXT NOT NULL, english TEXT NOT NULL);

CREATE TABLE topic_aliases (
    topic TEXT NOT NULL REFERENCES topics (slug),
    position INTEGER NOT NULL,
    alias TEXT NOT NULL,
    PRIMARY KEY (topic, position)
) WITHOUT ROWID;

-- Every record of any kind, in the order of the library, with its main words. `number` is its row in `search`.
CREATE TABLE records (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    note_id TEXT NOT NULL REFERENCES notes (id),
    section_id TEXT REFERENCES sections (id),
    line INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    time INTEGER,
    url TEXT,
    text TEXT NOT NULL
);

CREATE TABLE sections (
    id TEXT PRIMARY KEY REFERENCES records (id),
    note_id TEXT NOT NULL REFERENCES notes (id),
    parent_id TEXT REFERENCES sections (id),
    number TEXT NOT NULL,
    level INTEGER NOT NULL,
    title TEXT NOT NULL
);

CREATE TABLE passages (
    id TEXT PRIMARY KEY REFERENCES records (id),
    note_id TEXT NOT NULL REFERENCES notes (id),
    section_id TEXT REFERENCES sections (id),
    form TEXT NOT NULL,
    speaker TEXT,
    text TEXT NOT NULL
);

CREATE TABLE passage_links (
    passage_id TEXT NOT NULL REFERENCES passages (id),
    position INTEGER NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (passage_id, position)
) WITHOUT ROWID;

CREATE TABLE questions (
    id TEXT PRIMARY KEY REFERENCES records (id),
    note_id TEXT NOT NULL REFERENCES notes (id),
    section_id TEXT REFERENCES sections (id),
    asker TEXT,
    person_id INTEGER REFERENCES people (id),
    label TEXT,
    text TEXT NOT NULL
);

CREATE TABLE quotes (
    id TEXT PRIMARY KEY REFERENCES records (id),
    note_id TEXT NOT NULL REFERENCES notes (id),
    section_id TEXT REFERENCES sections (id),
    speaker TEXT,
    person_id INTEGER REFERENCES people (id),
    attribution TEXT,
    qualifier TEXT,
    label TEXT,
    text TEXT NOT NULL,
    original TEXT,
    rendering TEXT,
    key INTEGER NOT NULL,
    question TEXT,
    question_id TEXT REFERENCES questions (id)
);

CREATE TABLE predictions (
    id TEXT PRIMARY KEY REFERENCES records (id),
    note_id TEXT NOT NULL REFERENCES notes (id),
    section_id TEXT REFERENCES sections (id),
    claim TEXT NOT NULL,
    by TEXT,
    person_id INTEGER REFERENCES people (id),
    detail TEXT,
    horizon TEXT,
    horizon_kind TEXT,
    horizon_start TEXT,
    horizon_end TEXT,
    uncertain INTEGER,
    relative INTEGER,
    verdict TEXT,
    verdict_on TEXT,
    verdict_source TEXT,
    verdict_note TEXT
);

CREATE TABLE terms (
    id TEXT PRIMARY KEY REFERENCES records (id),
    note_id TEXT NOT NULL REFERENCES notes (id),
    section_id TEXT REFERENCES sections (id),
    term TEXT NOT NULL,
    definition TEXT NOT NULL
);

CREATE TABLE term_aliases (
    term_id TEXT NOT NULL REFERENCES terms (id),
    position INTEGER NOT NULL,
    alias TEXT NOT NULL,
    PRIMARY KEY (term_id, position)
) WITHOUT ROWID;

CREATE TABLE record_topics (
    record_id TEXT NOT NULL REFERENCES records (id),
    topic TEXT NOT NULL REFERENCES topics (slug),
    PRIMARY KEY (record_id, topic)
) WITHOUT ROWID;

-- What a record has to do with another of its note: `same_as`, `abridges` and `supports`, as in JSON.
CREATE TABLE relations (
    record_id TEXT NOT NULL REFERENCES records (id),
    relation TEXT NOT NULL,
    other_id TEXT NOT NULL REFERENCES records (id),
    PRIMARY KEY (record_id, relation, other_id)
) WITHOUT ROWID;

-- Every word of every record, as the program's own index has them: folded (NFKC, lower case, simplified characters), each
-- Chinese character with the one after it, each word of letters whole. So a phrase finds a run of characters wherever it
-- stands: 推理成本 is "推理 理成 成本", GPT-5 is "gpt - 5", 用AI写 is "用 ai 写", and one character is a beginning, 推*.
CREATE VIRTUAL TABLE search USING fts5 (
    terms,
    content = '',
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* P* S* Co'"
);
