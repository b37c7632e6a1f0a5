#!/usr/bin/env python3
"""Makes data/language/words_like_names.txt and data/language/english_words.txt from CC-CEDICT.

    python3 tests/tools/words_like_names.py cedict_1_0_ts_utf-8_mdbg.txt.gz jieba/dict.txt

Where the dictionary comes from says data/dictionary/README.md; `jieba/dict.txt` (a word, how often it was seen, its part of
speech) is that of the package `jieba` 0.42.1 (PyPI, MIT). Taken are, in simplified characters, headwords of two or three
characters that begin with a surname, of four that begin with a compound one, and longer ones all of whose characters render
foreign names, but for people's own names: those whose second syllable has a capital or whose gloss has the year of a birth, and for words that
describe rather than name (高远), which parents choose. Of English, words that many glosses have in lower case.
"""
import collections
import gzip
import re
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data" / "language"
ENTRY = re.compile(r"\S+ (\S+) \[([^\]]*)\] /(.*)/\s*")
HAN = re.compile("[\u4e00-\u9fff]{2,6}")
YEARS = re.compile(r"\d{3,4}[-–]|\(c\. ?\d|\(born|[-–]\d{3,4}\)")
# In so many glosses a word must stand, and in at most so many of them with a capital for each without.
FEWEST = 10
CAPITALS = 0.5
# Adjectives, adverbs and descriptions.
DESCRIBING = {"a", "ad", "d", "z"}

CHINESE = """\
# Chinese words and places that have the shape of a name: they begin with a surname, or render a foreign sound.
# Source: CC-CEDICT, whose licence (CC BY-SA 4.0) and whereabouts data/dictionary/README.md tells; chosen by
# tests/tools/words_like_names.py without those that the list of jieba (MIT) has for adjectives. Sorted by bytes.
# Reason: before a colon they label a matter (关税, 高铁) as often as somebody who is called so (高峰), so something else must
# say that they are a person.
"""
ENGLISH = """\
# English words in lower case.
# Source: the glosses of CC-CEDICT, whose licence (CC BY-SA 4.0) and whereabouts data/dictionary/README.md tells; chosen by
# tests/tools/words_like_names.py. Sorted by bytes.
# Reason: two of them with capitals label a matter (Deep Learning) as often as somebody who is called so (Sky Brown).
"""


def words(name, use=None):
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return {row[0] for row in rows if use is None or use in row[1:]}


def is_persons(pinyin, gloss):
    syllables = pinyin.split()
    has_capitals = len(syllables) > 1 and syllables[0][:1].isupper() and syllables[1][:1].isupper()
    is_name = syllables[0][:1].isupper() and (YEARS.search(gloss) or "name)" in gloss or "surname" in gloss)
    return has_capitals or bool(is_name)


def main(path, parts_of_speech):
    parts = (line.split() for line in Path(parts_of_speech).read_text(encoding="utf-8").splitlines())
    describing = {word for word, _, part in parts if part in DESCRIBING}
    surnames = set("".join(words("surnames") | words("weak_surnames", "census")))
    compound = words("compound_surnames")
    syllables = set("".join(words("transliteration")))
    given = words("given_names")
    chinese, lower, capital = set(), collections.Counter(), collections.Counter()
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for word, pinyin, gloss in (entry.groups() for entry in map(ENTRY.match, lines) if entry):
            for english in set(re.findall(r"[A-Za-z]{3,}", re.sub(r"\[[^\]]*\]", "", gloss))):
                (lower if english.islower() else capital)[english.lower()] += 1
            looks_like_one = (
                word[0] in surnames and len(word) <= 3
                or word[:2] in compound and len(word) <= 4
                or len(word) >= 3 and set(word) <= syllables
            )
            if HAN.fullmatch(word) and looks_like_one and not is_persons(pinyin, gloss):
                chinese.add(word)
    latin_given = words("latin_given_names")
    english = {
        word for word, count in lower.items() if count >= FEWEST and capital[word] <= count * CAPITALS and word not in latin_given
    }
    for name, head, found in (("words_like_names", CHINESE, chinese - given - describing), ("english_words", ENGLISH, english)):
        ordered = sorted(found, key=lambda word: word.encode())
        (DATA / f"{name}.txt").write_text(head + "\n".join(ordered) + "\n", encoding="utf-8")
        print(name, len(ordered))


if __name__ == "__main__":
    main(*sys.argv[1:3])
