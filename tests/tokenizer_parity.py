#!/usr/bin/env python3
"""Looks for texts that Headscope tokenizes otherwise than the Rust `tokenizers` library.

    pip install tokenizers==0.23.3
    cmake --build build/release --target parity_tokens
    python tests/tokenizer_parity.py --seconds 3600

Random and hostile texts, alone and in pairs, cut by every truncation strategy, go through random
tokenizers: every supported normalizer, pre-tokenizer, model and post-processor over the vocabularies
of checkpoints, with added tokens of all flags, random merges and scores, and random character maps.
Ids, tokens, offsets, word ids, sequence ids, type ids and the mask of special tokens have to be
equal. Before that every checkpoint's own tokenizer goes through every code point there is. Prints
the tokenizer and the text of each difference and exits with 1 when there is one.
"""

import argparse
import base64
import copy
import json
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import time
import unicodedata

from tokenizers import Tokenizer

ROOT = pathlib.Path(__file__).resolve().parent.parent
CODE_POINTS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
STRATEGIES = ("longest_first", "only_first", "only_second")
CHECKPOINTS = ("bert", "roberta-mlm", "modernbert", "xlm-roberta", "albert-mlm", "camembert",
               "deberta-v2", "mpnet")
BEHAVIORS = ("Isolated", "Removed", "MergedWithPrevious", "MergedWithNext", "Contiguous")

# Patterns that tokenizers have, and some that they might.
WORDS = (
    r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+",
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+",
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    r"\p{N}", r"[0-9]", r"\d{3}", r"\w+|[^\w\s]+", r"\s", r"\p{P}", r"\P{L}", r"[^\P{L}a]",
    r"[一-龥\u3040-ゟ゠-ヿ]+", r"a*?b", r"(?:ab?)+", r"x*", r"(?=[aeiou])", r"^a|b$", r"[\W\d-]",
    r"(a|ab)(c|bcd)?", r"[!-/:-@\[-`{-~]", r"e\u0301?|\x{4e2d}", r" ?", r"[^a]\S")
BLANK_RUNS = (r" {2,}", r"\s{2,}|[\n\r\t]", r"\s+", r"[\n\r]", r"^\s+|\s+$", r"\p{M}", r"a+?b|c",
              r"[\x00-\x1f]")

BLANKS = " \t\n\r\u00a0\u2003\u2028\u3000\u0085\u200b\v\f"
MARKS = "\u0301\u0300\u0323\u0316\u0334\u0345\u0344\u0f71\u0f72\u0f73\u3099\u05b0\u094d\u1d16d\u20dd"
SPECIMENS = ("İıßΣςσǅﬁﬃ½ＡＺ\u1e9b\u0323Å\u212bé\u00e9Ệệ가각힣\u1100\u1161\u11a8中文\u2b820\ufffd\0\u00ad"
             "\u200d\ufeff😀👩‍👩‍👧🇩🇪नमस्तेไทยالعربيةעברית①㍿ﷺ\U0002b920\U0002b820\U0001d400\U0010ffff\ue000¡«»$+<=>^`|~#")


# --- tokenizers ----------------------------------------------------------------------------------

def bert_normalizer(rng):
    return {"type": "BertNormalizer", "clean_text": rng.random() < 0.7,
            "handle_chinese_chars": rng.random() < 0.7,
            "strip_accents": rng.choice([None, True, False]), "lowercase": rng.random() < 0.6}


def character_map(rng):
    """A random `precompiled_charsmap`: keys of one character or more, to texts of any length."""
    tree, texts = {}, b""
    for _ in range(rng.choice([3, 10, 40])):
        key = "".join(rng.choice(SPECIMENS + MARKS + "aeb\r\n ") for _ in range(rng.choice([1, 1, 2])))
        node = tree
        for byte in key.encode():
            node = node.setdefault(byte, {})
        if "\0" not in key and None not in node:
            node[None] = len(texts)
            text = rng.choice(["", "", "x", "yz", " ", "e\u0301", "中文", rng.choice(SPECIMENS)])
            texts += text.replace("\0", "").encode() + b"\0"
    units, blocks = {}, [1]

    def place(node, here, label):
        block = 256 * blocks[0]
        blocks[0] += 1
        units[here] = (here ^ block) << 10 | (None in node) << 8 | label
        for byte, child in node.items():
            if byte is None:
                units[block] = 1 << 31 | child
            else:
                place(child, block ^ byte, byte)

    place(tree, 0, 0)
    size = 256 * blocks[0]
    trie = struct.pack(f"<{size}I", *(units.get(i, 0) for i in range(size)))
    return base64.b64encode(struct.pack("<I", len(trie)) + trie + texts).decode()


def normalizer(rng, depth=0):
    kinds = ["Bert", "NFD", "NFC", "NFKD", "NFKC", "Lowercase", "StripAccents", "Strip", "Replace",
             "Replace", "Precompiled", "Precompiled", "Prepend", "Nmt", "ByteLevel", None, None]
    kind = rng.choice(kinds + ["Sequence"] * (5 if depth == 0 else 0))
    if kind == "Bert":
        return bert_normalizer(rng)
    if kind == "Sequence":
        steps = [normalizer(rng, 1) for _ in range(rng.randint(0, 4))]
        return {"type": "Sequence", "normalizers": [step for step in steps if step]}
    if kind == "Strip":
        return {"type": "Strip", "strip_left": rng.random() < 0.5, "strip_right": rng.random() < 0.5}
    if kind == "Precompiled":
        charsmap = rng.choice([Base.charsmap, character_map(rng)])
        return {"type": "Precompiled", "precompiled_charsmap": charsmap}
    if kind == "Prepend":
        return {"type": "Prepend", "prepend": rng.choice(["▁", " ", "ab"])}
    if kind == "Replace":
        pattern = rng.choice(["a", "the", " ", "\u0301", "e\u0301", "aa", "é", "..", "中", "``", "''"])
        content = rng.choice(["", "b", "xyz", " ", "é", "e\u0301", "▁"])
        pattern = {"String": pattern} if rng.random() < 0.5 else {"Regex": rng.choice(BLANK_RUNS)}
        return {"type": "Replace", "pattern": pattern, "content": content}
    return {"type": kind} if kind else None


def metaspace(rng):
    spec = {"type": "Metaspace", "replacement": rng.choice("▁▁▁_e")}
    if rng.random() < 0.3:
        return dict(spec, str_rep=spec["replacement"], add_prefix_space=rng.random() < 0.5,
                    prepend_scheme="never") if rng.random() < 0.5 else dict(spec, add_prefix_space=True)
    spec["prepend_scheme"] = rng.choice(["always", "first", "never"])
    if rng.random() < 0.7:
        spec["split"] = rng.random() < 0.7
    return spec


def pre_tokenizer(rng, depth=0):
    kinds = ["BertPreTokenizer", "Whitespace", "WhitespaceSplit", "Punctuation", "Digits", "Split",
             "Metaspace", "Metaspace", "ByteLevel", "ByteLevel", None]
    kind = rng.choice(kinds + ["Sequence"] * (4 if depth == 0 else 0))
    if kind == "Sequence":
        steps = [pre_tokenizer(rng, 1) for _ in range(rng.randint(1, 3))]
        return {"type": "Sequence", "pretokenizers": [step for step in steps if step]}
    if kind == "Punctuation":
        return {"type": "Punctuation", "behavior": rng.choice(BEHAVIORS)}
    if kind == "Digits":
        return {"type": "Digits", "individual_digits": rng.random() < 0.5}
    if kind == "Split":
        literal = {"String": rng.choice([" ", "ab", "-", ".", "中"])}
        return {"type": "Split", "behavior": rng.choice(BEHAVIORS), "invert": rng.random() < 0.3,
                "pattern": literal if rng.random() < 0.2 else {"Regex": rng.choice(WORDS)}}
    if kind == "Metaspace":
        return metaspace(rng)
    if kind == "ByteLevel":
        spec = {"type": "ByteLevel", "add_prefix_space": rng.random() < 0.4, "trim_offsets": True}
        return dict(spec, use_regex=rng.random() < 0.7) if rng.random() < 0.8 else spec
    return {"type": kind} if kind else None


def added_tokens(rng, base, normalize):
    special = base.special
    contents = special + ["<new>", "<New>", "New York", "  ", "É", "e", "ing", "中", "中文", "<ne",
                          "new>", "\u0301", " x", "y ", "ab", "abc", "b", "▁", "Ġ", "."]
    tokens, patterns = [], {""}
    for content in contents:
        known = content in special
        normalized = rng.random() < (0.1 if known else 0.5)
        # Of two tokens that normalize to the same the library takes either; of one that normalizes
        # to nothing it may find endlessly many.
        pattern = normalize(content)
        if rng.random() < (0.2 if known else 0.75) or (normalized and pattern in patterns):
            continue
        if normalized:
            patterns.add(pattern)
        flags = {flag: rng.random() < 0.3 for flag in ("single_word", "lstrip", "rstrip")}
        tokens.append({"id": base.ids.get(content, 10**6), "content": content, **flags,
                       "normalized": normalized, "special": known})
    return tokens


def post_processor(rng, base, depth=0):
    (cls, cls_id), (sep, sep_id) = base.cls, base.sep
    byte_level = {"type": "ByteLevel", "add_prefix_space": rng.random() < 0.5,
                  "trim_offsets": rng.random() < 0.8}
    kind = rng.choice(["TemplateProcessing", "BertProcessing", "RobertaProcessing",
                       "RobertaProcessing", "ByteLevel", None] + ["Sequence"] * (1 - depth))
    if kind == "Sequence":
        last = post_processor(rng, base, 1)
        return {"type": kind, "processors": [byte_level] + ([last] if last else [])}
    if kind == "ByteLevel":
        return byte_level
    if kind in ("BertProcessing", "RobertaProcessing"):
        fields = dict(byte_level) if kind == "RobertaProcessing" else {}
        return {**fields, "type": kind, "sep": [sep, sep_id], "cls": [cls, cls_id]}
    if kind is None:
        return None
    special = lambda name, type_id: {"SpecialToken": {"id": name, "type_id": type_id}}
    text = lambda name, type_id: {"Sequence": {"id": name, "type_id": type_id}}
    pairs = [[special(cls, 0), text("A", 0), special(sep, 0), text("B", 1), special(sep, 1)],
             [text("B", 1), special(sep, 1), text("A", 0)],
             [special(cls, 2), special("many", 0), text("A", 0), text("B", 0)]]
    singles = [[special(cls, 0), text("A", 0), special(sep, 0)],
               [text("A", 1), special("many", 3)], [text("A", 0)]]
    return {"type": kind, "single": rng.choice(singles), "pair": rng.choice(pairs),
            "special_tokens": {
                cls: {"id": cls, "ids": [cls_id], "tokens": [cls]},
                sep: {"id": sep, "ids": [sep_id], "tokens": [sep]},
                "many": {"id": "many", "ids": [sep_id, cls_id, sep_id], "tokens": [sep, cls, sep]}}}


class Base:
    """The tokenizer of a checkpoint, to make others from."""

    charsmap = None  # a real one

    def __init__(self, file):
        self.spec = json.loads(file.read_text())
        self.spec.update(truncation=None, padding=None)
        vocabulary = self.spec["model"]["vocab"]
        if isinstance(vocabulary, list):
            vocabulary = {piece: i for i, (piece, _) in enumerate(vocabulary)}
        self.ids, self.name = vocabulary, file.parent.name
        self.special = [token["content"] for token in self.spec["added_tokens"]]
        every = {**vocabulary, **{t["content"]: t["id"] for t in self.spec["added_tokens"]}}
        self.cls = next((t, every[t]) for t in ("[CLS]", "<s>") if t in every)
        self.sep = next((t, every[t]) for t in ("[SEP]", "</s>") if t in every)
        steps = (self.spec["normalizer"] or {}).get("normalizers", [self.spec["normalizer"]])
        for step in filter(None, steps):
            Base.charsmap = step.get("precompiled_charsmap", Base.charsmap)


def random_model(rng, base):
    model = copy.deepcopy(base.spec["model"])
    kind = model.get("type", "WordPiece")
    if kind == "WordPiece":
        model.update(max_input_chars_per_word=rng.choice([100, 100, 5, 1, 1000]),
                     continuing_subword_prefix=rng.choice(["##", "##", "##", ""]))
        if rng.random() < 0.3:
            model.pop("type", None)
    bytes_ = [f"<0x{byte:02X}>" for byte in range(256) if rng.random() < 0.999]
    if kind == "Unigram":
        coarse = rng.choice([None, 0, 1])  # many paths of the same weight
        unknown = model["vocab"][model["unk_id"]][0]
        keep = lambda piece: len(piece) > 1 or rng.random() < 0.9 or piece == unknown
        vocabulary = [[piece, score if coarse is None else round(score, coarse)]
                      for piece, score in model["vocab"] if keep(piece) or piece in base.special]
        model["byte_fallback"] = rng.random() < 0.3
        if model["byte_fallback"]:
            vocabulary += [[byte, -9.5] for byte in bytes_]
        extra = {"aa", "aaa", "中文", "ab", "abc", "▁a", "Ġa", "e\u0301"} - {p for p, _ in vocabulary}
        vocabulary += [[piece, rng.uniform(-12, -2)] for piece in sorted(extra)]
        model["vocab"] = vocabulary
        model["unk_id"] = [piece for piece, _ in vocabulary].index(unknown)
    if kind == "BPE":
        make_random_merges(rng, model, base, bytes_)
    return model


def make_random_merges(rng, model, base, bytes_):
    """BPE over some of the base's characters and others, or the base with other options."""
    model.update(unk_token=rng.choice([None, base.special[-1], "[none]"]),
                 fuse_unk=rng.random() < 0.5, byte_fallback=False, ignore_merges=rng.random() < 0.3,
                 dropout=rng.choice([None, None, 0.0]))
    if model["unk_token"] not in model["vocab"] and rng.random() < 0.9:
        model["unk_token"] = None
    if rng.random() < 0.4:
        return
    prefix, suffix = rng.choice([("", ""), ("", ""), ("##", ""), ("", "</w>"), ("##", "</w>")])
    model.update(continuing_subword_prefix=prefix or rng.choice(["", None]), end_of_word_suffix=suffix)
    if not prefix + suffix and rng.random() < 0.5:
        model["byte_fallback"] = True
    characters = [c for c in "abcdeABĠ▁ .中é\u0301" + chr(0xC3) if rng.random() < 0.9]
    tokens = list(base.special) + (bytes_ if model["byte_fallback"] else [])
    for c in characters:
        tokens += {begin + c + end for begin in {"", prefix} for end in {"", suffix}}
    merges = []
    for _ in range(rng.choice([5, 60])):
        pool = tokens[len(base.special):]
        left, right = rng.choice(pool), rng.choice(pool)
        if suffix and left.endswith(suffix) or prefix and not right.startswith(prefix):
            continue
        tokens.append(left + right[len(prefix):])
        merges.append([left, right])
    as_pairs = rng.random() < 0.5 or any(" " in part for pair in merges for part in pair)
    model["merges"] = merges if as_pairs else [" ".join(pair) for pair in merges]
    model["vocab"] = {token: i for i, token in enumerate(dict.fromkeys(tokens))}


def random_tokenizer(rng, base):
    spec = dict(base.spec)
    if rng.random() < 0.7:
        spec["normalizer"] = normalizer(rng)
    if rng.random() < 0.7:
        spec["pre_tokenizer"] = pre_tokenizer(rng)
    spec["model"] = random_model(rng, base)
    spec["post_processor"] = None
    if spec["model"]["vocab"] != base.spec["model"]["vocab"]:
        renumbered = copy.copy(base)
        ids = spec["model"]["vocab"]
        renumbered.ids = ids if isinstance(ids, dict) else {p: i for i, (p, _) in enumerate(ids)}
        renumbered.cls, renumbered.sep = [(token, renumbered.ids.get(token, 0))
                                          for token, _ in (base.cls, base.sep)]
        base = renumbered
    spec["post_processor"] = post_processor(rng, base)
    spec["added_tokens"] = []
    normalizer_alone = Tokenizer.from_str(json.dumps(spec)).normalizer
    normalize = normalizer_alone.normalize_str if normalizer_alone else str
    spec["added_tokens"] = added_tokens(rng, base, normalize)
    return spec


# --- texts ---------------------------------------------------------------------------------------

class Texts:
    def __init__(self, rng, vocabulary, contents):
        self.rng, self.words, self.contents = rng, list(vocabulary), contents

    def fragment(self):
        rng = self.rng
        kind = rng.randrange(12)
        if kind < 3:
            word = rng.choice(self.words).removeprefix("##")
            return word.replace("▁", " ").replace("Ġ", " ") if rng.random() < 0.7 else word
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
            return rng.choice(["a", "e", "b", "x", "ab", "abc", "中", "1", " ", "'s", "\u0301", "▁"]
                              ) * rng.choice([1, 2, 3, 9, 99, 100, 101, 150])
        if kind == 9:
            start = rng.choice([0x20, 0xA0, 0x300, 0x1E00, 0x2000, 0x1100, 0xAC00, 0x1F300, 0xF900, 0x900,
                                0x3040, 0xFF00, 0x2460, 0x600, 0xE00])
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


def every_code_point(also_unassigned):
    points = [c for c in CODE_POINTS
              if also_unassigned or unicodedata.category(chr(c)) not in ("Cn", "Co")]
    for start in range(0, len(points), 256):
        chunk = [chr(c) for c in points[start:start + 256]]
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
    for request, line in zip(requests, run.stdout.split("\n")[:-1], strict=True):
        got, expected = json.loads(line), expected_answer(tokenizer, request)
        if expected is None:
            differences.unanswered += 1
            continue
        if "error" in expected or "error" in got:
            if ("error" in expected) != ("error" in got):
                yield request, "error", expected, got
            continue
        for field in expected:
            if got[field] != expected[field]:
                yield request, field, expected[field], got[field]
                break


differences.unanswered = 0  # where the library panicked


def find_program():
    found = sorted(ROOT.glob("build/*/tests/text/parity_tokens"))
    return found[0] if found else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=find_program(), help="the built parity_tokens")
    parser.add_argument("--base", type=pathlib.Path, action="append",
                        help="a tokenizer.json to begin with; may be repeated")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--save", type=pathlib.Path, help="where to put a tokenizer that differs")
    parser.add_argument("--random-only", action="store_true",
                        help="leave out the checkpoints' own tokenizers")
    parser.add_argument("--batch", type=int, default=400, help="texts to a tokenizer")
    args = parser.parse_args()
    if args.program is None:
        parser.error("build the target parity_tokens, or name it with --program")

    tiny = ROOT / "tests/data/tiny"
    bases = [Base(file) for file in
             args.base or [tiny / name / "tokenizer.json" for name in CHECKPOINTS]]
    rng = random.Random(args.seed)
    end = time.monotonic() + args.seconds
    rounds = texts = found = 0
    own = 0 if args.random_only else len(bases)
    while rounds < own or time.monotonic() < end:
        is_own = rounds < own
        base = bases[rounds] if is_own else rng.choice(bases)
        spec = base.spec if is_own else random_tokenizer(rng, base)
        contents = [token["content"] for token in spec["added_tokens"]]
        source = Texts(rng, base.ids, contents)
        requests = [source.request() for _ in range(args.batch)]
        if is_own:
            requests += every_code_point(also_unassigned=rounds == 0)
        for request, field, expected, got in differences(args.program, spec, requests):
            found += 1
            shown = {k: spec[k] for k in ("normalizer", "pre_tokenizer", "post_processor", "added_tokens")}
            options = {k: v for k, v in spec["model"].items() if k not in ("vocab", "merges")}
            print(f"--- {field} differs, {base.name}\nmodel     {json.dumps(options)}\n"
                  f"tokenizer {json.dumps(shown)}\nrequest   {json.dumps(request)}\n"
                  f"expected  {json.dumps(expected)}\ngot       {json.dumps(got)}")
            if args.save:
                args.save.mkdir(parents=True, exist_ok=True)
                (args.save / "tokenizer.json").write_text(json.dumps(spec))
            if found == 20:
                sys.exit("20 differences; stopped")
        rounds, texts = rounds + 1, texts + len(requests)
    print(f"{texts} texts, {rounds} tokenizers, {found} differences; "
          f"{differences.unanswered} texts the library could not take", file=sys.stderr)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
