#!/usr/bin/env python3
"""Looks for texts that Headscope tokenizes otherwise than the Rust `tokenizers` library.

    pip install tokenizers==0.23.3
    cmake --build build/release --target parity_tokens
    python tests/tokenizer_parity.py --seconds 3600

Random and hostile texts, alone and in pairs, cut by every truncation strategy, go through random
tokenizers: every supported normalizer and pre-tokenizer over the vocabulary of a checkpoint, with
added tokens of all flags. Ids, tokens, offsets, word ids, sequence ids, type ids and the mask of
special tokens have to be equal. The first round also goes through every code point there is.
Prints the tokenizer and the text of each difference and exits with 1 when there is one.
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

from tokenizers import Tokenizer

ROOT = pathlib.Path(__file__).resolve().parent.parent
CODE_POINTS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
STRATEGIES = ("longest_first", "only_first", "only_second")

BLANKS = " \t\n\r\u00a0\u2003\u2028\u3000\u0085\u200b\v\f"
MARKS = "\u0301\u0300\u0323\u0316\u0334\u0345\u0344\u0f71\u0f72\u0f73\u3099\u05b0\u094d\u1d16d\u20dd"
SPECIMENS = ("İıßΣςσǅﬁﬃ½ＡＺ\u1e9b\u0323Å\u212bé\u00e9Ệệ가각힣\u1100\u1161\u11a8中文\u2b820\ufffd\0\u00ad"
             "\u200d\ufeff😀👩‍👩‍👧🇩🇪नमस्तेไทยالعربيةעברית①㍿ﷺ\U0002b920\U0002b820\U0001d400\U0010ffff\ue000¡«»$+<=>^`|~#")


# --- tokenizers ----------------------------------------------------------------------------------

def bert_normalizer(rng):
    return {"type": "BertNormalizer", "clean_text": rng.random() < 0.7,
            "handle_chinese_chars": rng.random() < 0.7,
            "strip_accents": rng.choice([None, True, False]), "lowercase": rng.random() < 0.6}


def normalizer(rng, depth=0):
    kinds = ["Bert", "Bert", "NFD", "NFC", "NFKD", "NFKC", "Lowercase", "StripAccents", "Strip",
             "Replace", None] + ["Sequence"] * (4 if depth == 0 else 0)
    kind = rng.choice(kinds)
    if kind == "Bert":
        return bert_normalizer(rng)
    if kind == "Sequence":
        steps = [normalizer(rng, 1) for _ in range(rng.randint(0, 4))]
        return {"type": "Sequence", "normalizers": [step for step in steps if step]}
    if kind == "Strip":
        return {"type": "Strip", "strip_left": rng.random() < 0.5, "strip_right": rng.random() < 0.5}
    if kind == "Replace":
        pattern = rng.choice(["a", "the", " ", "\u0301", "e\u0301", "aa", "é", "..", "中"])
        content = rng.choice(["", "b", "xyz", " ", "é", "e\u0301"])
        return {"type": "Replace", "pattern": {"String": pattern}, "content": content}
    return {"type": kind} if kind else None


def pre_tokenizer(rng, depth=0):
    kinds = ["BertPreTokenizer", "BertPreTokenizer", "Whitespace", "WhitespaceSplit",
             "Punctuation", None] + ["Sequence"] * (2 if depth == 0 else 0)
    kind = rng.choice(kinds)
    if kind == "Sequence":
        steps = [pre_tokenizer(rng, 1) for _ in range(rng.randint(1, 3))]
        return {"type": "Sequence", "pretokenizers": [step for step in steps if step]}
    if kind == "Punctuation":
        return {"type": "Punctuation", "behavior": rng.choice(
            ["Isolated", "Removed", "MergedWithPrevious", "MergedWithNext", "Contiguous"])}
    return {"type": kind} if kind else None


def added_tokens(rng, vocabulary, normalize):
    contents = ["[MASK]", "[CLS]", "[SEP]", "[UNK]", "[PAD]", "<new>", "<New>", "New York", "  ",
                "É", "e", "ing", "中", "中文", "<ne", "new>", "\u0301", " x", "y ", "ab", "abc", "b"]
    tokens, patterns = [], {""}
    for content in contents:
        known = content in ("[MASK]", "[CLS]", "[SEP]", "[UNK]", "[PAD]")
        normalized = rng.random() < (0.1 if known else 0.5)
        # Of two tokens that normalize to the same the library takes either; of one that normalizes
        # to nothing it may find endlessly many.
        pattern = normalize(content)
        if rng.random() < (0.2 if known else 0.75) or (normalized and pattern in patterns):
            continue
        if normalized:
            patterns.add(pattern)
        flags = {flag: rng.random() < 0.3 for flag in ("single_word", "lstrip", "rstrip")}
        tokens.append({"id": vocabulary.get(content, 10**6), "content": content, **flags,
                       "normalized": normalized, "special": known})
    return tokens


def post_processor(rng, vocabulary):
    cls, sep = vocabulary["[CLS]"], vocabulary["[SEP]"]
    kind = rng.choice(["TemplateProcessing", "BertProcessing", None])
    if kind == "BertProcessing":
        return {"type": kind, "sep": ["[SEP]", sep], "cls": ["[CLS]", cls]}
    if kind is None:
        return None
    special = lambda name, type_id: {"SpecialToken": {"id": name, "type_id": type_id}}
    text = lambda name, type_id: {"Sequence": {"id": name, "type_id": type_id}}
    pairs = [[special("[CLS]", 0), text("A", 0), special("[SEP]", 0), text("B", 1), special("[SEP]", 1)],
             [text("B", 1), special("[SEP]", 1), text("A", 0)],
             [special("[CLS]", 2), special("many", 0), text("A", 0), text("B", 0)]]
    singles = [[special("[CLS]", 0), text("A", 0), special("[SEP]", 0)],
               [text("A", 1), special("many", 3)], [text("A", 0)]]
    return {"type": kind, "single": rng.choice(singles), "pair": rng.choice(pairs),
            "special_tokens": {
                "[CLS]": {"id": "[CLS]", "ids": [cls], "tokens": ["[CLS]"]},
                "[SEP]": {"id": "[SEP]", "ids": [sep], "tokens": ["[SEP]"]},
                "many": {"id": "many", "ids": [sep, cls, sep], "tokens": ["[SEP]", "[CLS]", "[SEP]"]}}}


def random_tokenizer(rng, base):
    spec = dict(base)
    vocabulary = base["model"]["vocab"]
    spec["normalizer"] = normalizer(rng)
    spec["pre_tokenizer"] = pre_tokenizer(rng)
    spec["post_processor"] = post_processor(rng, vocabulary)
    spec["added_tokens"] = []
    normalizer_alone = Tokenizer.from_str(json.dumps(spec)).normalizer
    normalize = normalizer_alone.normalize_str if normalizer_alone else str
    spec["added_tokens"] = added_tokens(rng, vocabulary, normalize)
    spec["model"] = dict(base["model"], max_input_chars_per_word=rng.choice([100, 100, 5, 1, 1000]),
                         continuing_subword_prefix=rng.choice(["##", "##", "##", ""]))
    if rng.random() < 0.3:
        spec["model"].pop("type", None)
    return spec


# --- texts ---------------------------------------------------------------------------------------

class Texts:
    def __init__(self, rng, vocabulary, contents):
        self.rng, self.words, self.contents = rng, list(vocabulary), contents

    def fragment(self):
        rng = self.rng
        kind = rng.randrange(12)
        if kind < 3:
            return rng.choice(self.words).removeprefix("##")
        if kind == 3:
            return rng.choice(self.words).upper()
        if kind == 4 and self.contents:
            content = rng.choice(self.contents)
            return content if rng.random() < 0.8 else content.swapcase()
        if kind == 5:
            return "".join(rng.choice(MARKS) for _ in range(rng.randint(1, 5)))
        if kind == 6:
            return "".join(rng.choice(SPECIMENS) for _ in range(rng.randint(1, 4)))
        if kind == 7:
            return chr(rng.choice(CODE_POINTS))
        if kind == 8:
            return rng.choice("aebxy中") * rng.choice([1, 2, 99, 100, 101, 150])
        if kind == 9:
            start = rng.choice([0x20, 0xA0, 0x300, 0x1E00, 0x2000, 0x1100, 0xAC00, 0x1F300, 0xF900])
            return "".join(chr(start + rng.randrange(256)) for _ in range(rng.randint(1, 6)))
        if kind == 10:
            return rng.choice(".,;!?()[]{}'\"-–—…/\\@#&*_%")
        return "".join(rng.choice(BLANKS) for _ in range(rng.randint(1, 4)))

    def text(self):
        rng = self.rng
        glue = rng.choice(["", " ", " ", rng.choice(BLANKS)])
        return glue.join(self.fragment() for _ in range(rng.choice([0, 1, 2, 3, 5, 8, 20])))

    def request(self):
        rng = self.rng
        request = {"text": self.text(), "pair": self.text() if rng.random() < 0.4 else None}
        if rng.random() < 0.3:
            request["truncation"] = rng.choice(STRATEGIES)
            request["max_tokens"] = rng.choice([0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 20, 60])
        return request


def every_code_point():
    for start in range(0, len(CODE_POINTS), 256):
        chunk = [chr(c) for c in CODE_POINTS[start:start + 256]]
        yield {"text": "".join("a" + c for c in chunk), "pair": None}
        yield {"text": "".join(chunk), "pair": " ".join(chunk)}


# --- comparison ----------------------------------------------------------------------------------

def expected_answer(tokenizer, request):
    """What the library says; None where it says nothing but panics."""
    if "truncation" in request:
        added = tokenizer.num_special_tokens_to_add(request["pair"] is not None)
        if request["max_tokens"] < added:
            return {"error": True}  # the library subtracts below zero and cuts nothing
        try:
            tokenizer.enable_truncation(request["max_tokens"], strategy=request["truncation"])
        except BaseException:
            return None
    else:
        tokenizer.no_truncation()
    try:
        e = tokenizer.encode(request["text"], request["pair"])
    except Exception:
        return {"error": True}
    except BaseException:  # a panic in Rust
        return None
    null = lambda values: [-1 if value is None else value for value in values]
    return {"ids": e.ids, "tokens": [tokenizer.id_to_token(i) for i in e.ids],
            "type_ids": e.type_ids, "offsets": [list(o) for o in e.offsets],
            "word_ids": null(e.word_ids), "sequence_ids": null(e.sequence_ids),
            "special": [bool(s) for s in e.special_tokens_mask]}


def differences(program, spec, requests):
    """(request, field, expected, got) for every answer that is not the library's."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "tokenizer.json").write_text(json.dumps(spec))
        lines = "".join(json.dumps(request) + "\n" for request in requests)
        run = subprocess.run([program, folder], input=lines, capture_output=True, text=True)
    if run.returncode != 0:
        yield None, "load", "a tokenizer", run.stderr.strip() or f"exit {run.returncode}"
        return
    tokenizer = Tokenizer.from_str(json.dumps(spec))
    tokenizer.no_padding()
    for request, line in zip(requests, run.stdout.splitlines(), strict=True):
        got, expected = json.loads(line), expected_answer(tokenizer, request)
        if expected is None:
            continue
        if "error" in expected or "error" in got:
            if ("error" in expected) != ("error" in got):
                yield request, "error", expected, got
            continue
        for field in expected:
            if got[field] != expected[field]:
                yield request, field, expected[field], got[field]
                break


def find_program():
    found = sorted(ROOT.glob("build/*/tests/text/parity_tokens"))
    return found[0] if found else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=find_program(), help="the built parity_tokens")
    parser.add_argument("--base", default=ROOT / "tests/data/tiny/bert/tokenizer.json",
                        type=pathlib.Path, help="whose vocabulary to take")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--batch", type=int, default=400, help="texts to a tokenizer")
    args = parser.parse_args()
    if args.program is None:
        parser.error("build the target parity_tokens, or name it with --program")

    base = json.loads(args.base.read_text())
    base.update(truncation=None, padding=None)
    rng = random.Random(args.seed)
    end = time.monotonic() + args.seconds
    rounds = texts = found = 0
    while rounds == 0 or time.monotonic() < end:
        spec = base if rounds == 0 else random_tokenizer(rng, base)
        contents = [token["content"] for token in spec["added_tokens"]]
        source = Texts(rng, base["model"]["vocab"], contents)
        requests = [source.request() for _ in range(args.batch)]
        if rounds == 0:
            requests += every_code_point()
        for request, field, expected, got in differences(args.program, spec, requests):
            found += 1
            shown = {k: spec[k] for k in ("normalizer", "pre_tokenizer", "post_processor", "added_tokens")}
            print(f"--- {field} differs\ntokenizer {json.dumps(shown)}\nrequest   {json.dumps(request)}\n"
                  f"expected  {json.dumps(expected)}\ngot       {json.dumps(got)}")
            if found == 20:
                sys.exit("20 differences; stopped")
        rounds, texts = rounds + 1, texts + len(requests)
    print(f"{texts} texts, {rounds} tokenizers, {found} differences", file=sys.stderr)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
