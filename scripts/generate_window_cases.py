#!/usr/bin/env python3
"""Writes tests/data/windows.jsonl: long texts as the Rust `tokenizers` library cuts them into windows.

    pip install tokenizers==0.23.3
    python scripts/generate_window_cases.py

Each line is one text, or a pair of which the second is cut, for the tokenizer of one of the
checkpoints in tests/data/tiny: the first window and the library's `overflowing` ones, in order.
The library gives type ids by the template to the first window only and leaves 1 in the others of a
second text, so where the template says 0 they are left out.
"""

import json
import pathlib
import random

from tokenizers import Tokenizer

DATA = pathlib.Path(__file__).resolve().parent.parent / "tests" / "data"
TOKENIZERS = ("bert", "bert-tagger", "roberta-mlm", "xlm-roberta", "camembert", "albert-mlm",
              "deberta-v2", "mpnet", "modernbert", "electra-discriminator")
# max_tokens, stride
TEXT_SIZES = ((16, 4), (19, 0), (11, 5), (200, 50))
PAIR_SIZES = ((32, 8), (40, 0))
QUESTION = "Who sat by the bank?"


def sentences(rng):
    words = ("the river runs past transformers amazing unbelievably über naïve e\u0301clair 日本語 "
             "don't  stop — 3.14 😀 of attention heads\nsee").split(" ")
    return " ".join(rng.choice(words) for _ in range(rng.randint(12, 22)))


def to_window(encoding, has_type_ids):
    return {"ids": encoding.ids, "type_ids": encoding.type_ids if has_type_ids else None,
            "offsets": encoding.offsets, "word_ids": encoding.word_ids,
            "sequence_ids": encoding.sequence_ids}


def to_case(name, text, pair, max_tokens, stride):
    tokenizer = Tokenizer.from_file(str(DATA / "tiny" / name / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens, stride=stride,
                                strategy="only_first" if pair is None else "only_second")
    first = tokenizer.encode(text, pair)
    has_type_ids = pair is None or any(first.type_ids)
    windows = [to_window(e, has_type_ids) for e in (first, *first.overflowing)]
    return {"tokenizer": name, "text": text, "pair": pair, "max_tokens": max_tokens,
            "stride": stride, "windows": windows}


def main():
    rng = random.Random(6)
    with open(DATA / "windows.jsonl", "w", encoding="ascii") as out:
        for name in TOKENIZERS:
            cases = [to_case(name, sentences(rng), None, *sizes) for sizes in TEXT_SIZES]
            cases += [to_case(name, QUESTION, sentences(rng), *sizes) for sizes in PAIR_SIZES]
            for case in cases:
                out.write(json.dumps(case, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
