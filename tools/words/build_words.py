"""Builds the word tables that ship, from a WordNet 3.0 database.

    python tools/words/build_words.py /usr/share/wordnet      (Debian: apt-get install wordnet-base)

Run it again when the catalogue, the species or the verbs change. The same input, the same bytes.
"""

import argparse
import gzip
import hashlib
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from words.noun_table import noun_table
from words.verb_table import verb_table
from words.wordnet import WordNet, read_wordnet

_FOLDER: Final = Path(__file__).parents[2] / "src/groundplan/assets/data/words"
_ATTRIBUTION: Final = (
    "Meanings of words: WordNet 3.0, Copyright 2006 by Princeton University. All rights reserved."
)


def main() -> None:
    """Write nouns, verbs, the licence and the manifest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wordnet", type=Path)
    parser.add_argument("--out", type=Path, default=_FOLDER)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name, table in (("nouns", _nouns(options.wordnet)), ("verbs", _verbs(options.wordnet))):
        (options.out / f"{name}.txt.gz").write_bytes(gzip.compress(table.encode(), 9, mtime=0))
    (options.out / "LICENCE.txt").write_text(_licence(options.wordnet), "utf-8")
    _write_manifest(options.out, options.wordnet)


def _nouns(folder: Path) -> str:
    groups: dict[str, list[str]] = defaultdict(list)
    for word, noun in noun_table(read_wordnet(folder, "noun")).items():
        key = f"{noun.lexical},{noun.kind},{noun.target},{noun.distance}"
        groups[key].append(word)
    return _lines(groups)


def _verbs(folder: Path) -> str:
    net = read_wordnet(folder, "verb")
    groups: dict[str, list[str]] = defaultdict(list)
    table = verb_table(net)
    for word, verb in table.items():
        margin, support = int(verb.margin * 10) / 10, int(min(verb.support, 1.0) * 20) / 20
        groups[f"{verb.action},{verb.verb_class},{margin:g},{support:g}"].append(word)
    lines = _lines(groups)
    return lines + _lines(_irregular(net, frozenset(table)))


def _irregular(net: WordNet, known: frozenset[str]) -> dict[str, list[str]]:
    """Return one line a verb: its irregular forms behind "=" and the lemma."""
    found: dict[str, list[str]] = defaultdict(list)
    for form, lemma in net.irregular.items():
        if lemma in known and form.isalpha() and form.isascii() and form not in known:
            found[f"={lemma}"].append(form)
    return found


def _lines(groups: dict[str, list[str]]) -> str:
    """Return a line a group: its key, then its words between blanks."""
    return "".join(f"{key}: {' '.join(words)} \n" for key, words in sorted(groups.items()))


def _licence(folder: Path) -> str:
    """Return the licence as it stands at the head of every WordNet file."""
    lines = (folder / "data.noun").read_text("utf-8").splitlines()
    return (
        "\n".join(line[2:].partition(" ")[2].rstrip() for line in lines if line[:2] == "  ") + "\n"
    )


def _write_manifest(out: Path, wordnet: Path) -> None:
    files = []
    for name in ("LICENCE.txt", "nouns.txt.gz", "verbs.txt.gz"):
        data = (out / name).read_bytes()
        part = "verb" if name.startswith("verbs") else "noun"
        source = (wordnet / f"data.{part}").read_bytes()
        files.append({
            "attribution": _ATTRIBUTION,
            "author": "Princeton University",
            "evidence": "the licence stands at the head of every file; debian/copyright of the "
            "package: 'License: WordNet3.0', free to use, modify and distribute for any purpose",
            "file": name,
            "id": f"words-{name.partition('.')[0].lower()}",
            "modifications": "the licence, as it is" if name == "LICENCE.txt" else
            "reduced to what each word is drawn as: lexicographer class, nearest of ours, distance",
            "sha256": hashlib.sha256(data).hexdigest(),
            "size_bytes": len(data),
            "source": {
                "package": "wordnet-base", "path": f"usr/share/wordnet/data.{part}",
                "sha256": hashlib.sha256(source).hexdigest(), "version": "1:3.0-37",
            },
            "spdx": "LicenseRef-WordNet-3.0",
            "use": "ship",
        })  # fmt: skip
    text = json.dumps({"files": files, "schema": "groundplan.assets/1"}, indent=2, sort_keys=True)
    (out / "manifest.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
