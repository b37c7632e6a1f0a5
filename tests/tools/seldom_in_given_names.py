#!/usr/bin/env python3
"""Makes data/language/seldom_in_given_names.txt from the word list of jieba.

    python3 tests/tools/seldom_in_given_names.py jieba/dict.txt

`jieba/dict.txt` (a word, how often it was seen, its part of speech) is that of the package `jieba` 0.42.1 (PyPI, MIT). Taken are
characters that many words of two or three characters have, and the given names of the list hardly any; but for those that
are in given names of today (航), of which the list has few.
"""
import collections
import re
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data" / "language"
HAN = re.compile("[\u4e00-\u9fff]{2,3}")
# So many words must have a character, and at most so many given names for each of them.
FEWEST = 25
SHARE = 0.06
TODAY = set("浅航歌影准竞奋盟战盈璃声商谈念江诞受资旋织绘稻萝旦速卓幻翻泊擎燃炎雁雾朵")

HEAD = """\
# Characters that words have and given names hardly ever.
# Source: the word list of jieba (MIT), chosen by tests/tools/seldom_in_given_names.py. Sorted by bytes.
# Reason: 高净值, 全自动 and 冷启动 begin with a surname and are as long as a name, and no dictionary has every such word.
"""


def main(path):
    surnames = {
        line.split()[0] for line in (DATA / "surnames.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
    }
    given, within = collections.Counter(), collections.Counter()
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        word, _, part = line.split()
        if not HAN.fullmatch(word):
            continue
        if part == "nr" and word[0] in surnames:
            given.update(word[1:])
        # Nouns, verbs and the like, but for people and places.
        elif part[0] in "nvajb" and part not in ("nr", "nrt", "nrfg", "ns", "nz"):
            within.update(word)
    found = {
        character
        for character, count in within.items()
        if count >= FEWEST and given[character] < (count + 1) * SHARE and character not in TODAY
    }
    ordered = sorted(found, key=lambda character: character.encode())
    (DATA / "seldom_in_given_names.txt").write_text(HEAD + "\n".join(ordered) + "\n", encoding="utf-8")
    print(len(ordered))


if __name__ == "__main__":
    main(sys.argv[1])
