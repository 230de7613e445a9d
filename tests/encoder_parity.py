#!/usr/bin/env python3
"""Looks for checkpoints that Headscope computes otherwise than Hugging Face transformers.

    pip install torch==2.15.0 transformers==5.23.0 tokenizers==0.23.3 safetensors==0.8.0 numpy
    cmake --build build/release --target headscope
    python tests/encoder_parity.py --seconds 3600

Random tiny checkpoints of every family: every task head, sizes that divide badly, every setting of
config.json that changes numbers, tied and untied decoders, float32, float16 and bfloat16, one file,
shards and pytorch_model.bin, keys left out or under their older names. Each runs some texts through
`headscope trace --keep all`; tensors are compared with those of transformers' eager attention:
attentions absolutely, the others as a part of their largest value. Where that is more than allowed,
the same checkpoint in float64 decides, for some round badly whoever computes them: it is a
difference when Headscope is more than twice as far from float64 as transformers itself. Prints
the checkpoint and the text of each difference, then the largest difference of every family, and
exits with 1 when there was one.
"""

import argparse
import copy
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import numpy as np  # noqa: E402
import torch  # noqa: E402
import transformers  # noqa: E402
from safetensors import safe_open  # noqa: E402
from safetensors.torch import load_file, save_file  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
TINY = ROOT / "tests/data/tiny"
ATTENTIONS, OTHERS, SOFTMAX = 5e-6, 1e-5, 1e-6  # allowed differences

torch.set_num_threads(1)
transformers.logging.set_verbosity(transformers.logging.CRITICAL)
transformers.logging.disable_progress_bar()

ACTIVATIONS = ("gelu", "gelu", "gelu_new", "gelu_fast", "gelu_python", "gelu_pytorch_tanh",
               "gelu_accurate", "gelu_python_tanh", "relu", "silu", "swish", "tanh")
HEADS = ("Model", "ForMaskedLM", "ForSequenceClassification", "ForTokenClassification",
         "ForQuestionAnswering")


# --- configurations ------------------------------------------------------------------------------

def common(rng, words):
    """What BERT's keys say, of any size."""
    heads = rng.choice([1, 2, 3, 4, 5, 7])
    # A layer norm of very few numbers would make large differences of the last digits.
    head_dim = rng.choice([d for d in (1, 2, 3, 5, 8, 8, 12, 16, 17, 24) if d * heads >= 12])
    return {"vocab_size": words + rng.choice([0, 0, 1, 7, 64]),
            "hidden_size": heads * head_dim,
            "num_attention_heads": heads, "num_hidden_layers": rng.choice([1, 1, 2, 3, 5]),
            "intermediate_size": rng.choice([1, 7, 16, 48, 65, 96]),
            "hidden_act": rng.choice(ACTIVATIONS),
            "layer_norm_eps": rng.choice([1e-12, 1e-7, 1e-6, 1e-5, 1e-3, 0.1]),
            "max_position_embeddings": rng.choice([40, 64, 130, 300, 514]),
            "type_vocab_size": rng.choice([2, 2, 3])}


def bert(rng, words):
    return common(rng, words)


def roberta(rng, words):
    return {**common(rng, words), "type_vocab_size": rng.choice([1, 1, 2]),
            "pad_token_id": rng.choice([1, 1, 1, 0, 5])}


def distilbert(rng, words):
    sizes = common(rng, words)
    return {"vocab_size": sizes["vocab_size"], "dim": sizes["hidden_size"],
            "n_heads": sizes["num_attention_heads"], "n_layers": sizes["num_hidden_layers"],
            "hidden_dim": sizes["intermediate_size"], "activation": sizes["hidden_act"],
            "max_position_embeddings": sizes["max_position_embeddings"],
            "sinusoidal_pos_embds": rng.random() < 0.2}


def albert(rng, words):
    layers = rng.choice([1, 2, 3, 5, 6])
    return {**common(rng, words), "num_hidden_layers": layers,
            "num_hidden_groups": rng.randint(1, layers), "inner_group_num": rng.choice([1, 1, 2, 3]),
            "embedding_size": rng.choice([4, 9, 16, 32])}


def electra(rng, words):
    sizes = common(rng, words)
    narrow = rng.random() < 0.6
    return {**sizes, "embedding_size": rng.choice([4, 9, 24]) if narrow else sizes["hidden_size"],
            "summary_type": rng.choice(["first", "last", "mean"]),
            "summary_activation": rng.choice(["gelu", "tanh"]),
            "summary_use_proj": rng.random() < 0.5}


def mpnet(rng, words):
    sizes = common(rng, words)
    sizes.pop("type_vocab_size")
    return {**sizes, "relative_attention_num_buckets": rng.choice([32, 32, 40]),
            "pad_token_id": rng.choice([1, 1, 0])}


def deberta(rng, words):
    sizes = common(rng, words)
    sizes["type_vocab_size"] = rng.choice([0, 0, 0, 2])
    if rng.random() < 0.3:
        sizes["embedding_size"] = rng.choice([4, 9, 24])
    if rng.random() < 0.3:
        sizes.update(conv_kernel_size=rng.choice([1, 3, 5]), conv_act=rng.choice(["tanh", "gelu"]))
        if sizes["hidden_size"] % 2 == 0:
            sizes["conv_groups"] = rng.choice([1, 2])
    terms = rng.choice([["p2c", "c2p"], ["c2p", "p2c"], ["p2c", "c2p"], ["c2p"], ["p2c"], [], None])
    return {**sizes, "relative_attention": rng.random() < 0.85,
            "position_buckets": rng.choice([-1, 0, 2, 3, 4, 8, 16, 256]),
            "max_relative_positions": rng.choice([-1, -1, 0, 8, 20, 64, 512]),
            "pos_att_type": terms, "share_att_key": rng.random() < 0.5,
            "norm_rel_ebd": rng.choice(["none", "layer_norm", "layer_norm", "LAYER_NORM|none"]),
            "position_biased_input": rng.random() < 0.4,
            "pooler_hidden_act": rng.choice(ACTIVATIONS),
            "legacy": "embedding_size" in sizes or rng.random() < 0.6}


def modernbert(rng, words):
    sizes = common(rng, words)
    layers, heads = sizes["num_hidden_layers"], sizes["num_attention_heads"]
    config = {"vocab_size": sizes["vocab_size"], "num_attention_heads": heads,
              "hidden_size": heads * rng.choice([d for d in (2, 4, 6, 8, 12, 20) if d * heads >= 12]),
              "num_hidden_layers": layers,
              "intermediate_size": sizes["intermediate_size"], "norm_eps": sizes["layer_norm_eps"],
              "hidden_activation": sizes["hidden_act"],
              "max_position_embeddings": sizes["max_position_embeddings"],
              "local_attention": rng.choice([1, 2, 3, 7, 8, 16, 128]),
              "classifier_pooling": rng.choice(["cls", "mean"]),
              "classifier_activation": rng.choice(ACTIVATIONS), "pad_token_id": 0,
              "cls_token_id": 1, "bos_token_id": 1, "sep_token_id": 2, "eos_token_id": 2}
    for key in ("norm_bias", "attention_bias", "mlp_bias", "decoder_bias", "classifier_bias"):
        config[key] = rng.random() < 0.5
    if rng.random() < 0.5:
        config["layer_types"] = rng.choices(["full_attention", "sliding_attention"], k=layers)
    else:
        config["global_attn_every_n_layers"] = rng.choice([1, 2, 3, 4])
    theta = lambda: rng.choice([7.5, 100, 10000.0, 160000])  # noqa: E731
    if rng.random() < 0.5:
        kinds = rng.choice([("full_attention", "sliding_attention"), ("full_attention",), ()])
        config["rope_parameters"] = {
            kind: {"rope_type": "default", "rope_theta": theta()} for kind in kinds}
    else:
        config.update(global_rope_theta=theta(), local_rope_theta=theta())
    return config


class Family:
    def __init__(self, prefix, tokenizers, make_config, segments, also=()):
        self.prefix, self.tokenizers, self.make_config = prefix, tokenizers, make_config
        self.segments = segments  # whether the model is given the tokenizer's type ids
        self.classes = HEADS + also


FAMILIES = {
    "bert": Family("Bert", ("bert", "bert-tagger", "bert-legacy"), bert, True,
                   ("ForPreTraining", "ForNextSentencePrediction", "ForMultipleChoice")),
    "roberta": Family("Roberta", ("roberta-mlm",), roberta, False),
    "xlm-roberta": Family("XLMRoberta", ("xlm-roberta",), roberta, False),
    "camembert": Family("Camembert", ("camembert",), roberta, False),
    "distilbert": Family("DistilBert", ("distilbert-classifier",), distilbert, False),
    "albert": Family("Albert", ("albert-mlm",), albert, True, ("ForPreTraining",)),
    "electra": Family("Electra", ("electra-discriminator",), electra, True,
                      ("ForPreTraining", "ForPreTraining")),
    "mpnet": Family("MPNet", ("mpnet",), mpnet, False),
    "deberta-v2": Family("DebertaV2", ("deberta-v2",), deberta, True),
    "modernbert": Family("ModernBert", ("modernbert",), modernbert, False),
}


# --- checkpoints ---------------------------------------------------------------------------------

def randomize(model, generator):
    """Scores with a deviation of about 2, and no bias or layer norm at its default."""
    for name, parameter in sorted(model.named_parameters()):
        draw = torch.randn(parameter.shape, generator=generator)
        if parameter.dim() == 1:
            value = 1 + 0.25 * draw if name.endswith("weight") else 0.3 * draw
        elif "embeddings.weight" in name or "relative_attention_bias" in name:
            value = 0.8 * draw
        elif any(part in name for part in ("query", "key", "q_lin", "k_lin", "attn.q.", "attn.k.", "Wqkv")):
            value = draw * (2 / parameter.shape[-1]) ** 0.5
        else:
            value = draw * 1.2 / parameter.shape[-1] ** 0.5
        with torch.no_grad():
            parameter.copy_(value)


def save(model, folder, rng):
    """In one of the forms that checkpoints have. Returns how."""
    dtype = rng.choice(["float32", "float32", "float32", "float16", "bfloat16"])
    model = model.to(getattr(torch, dtype))
    form = rng.choice(["safetensors", "safetensors", "shards", "bin", "gamma and beta"])
    model.save_pretrained(folder, max_shard_size="20KB" if form == "shards" else "5GB")
    weights = folder / "model.safetensors"
    if form == "bin" and weights.exists():
        weights.unlink()
        torch.save(dict(model.state_dict()), folder / "pytorch_model.bin")
    if form == "gamma and beta" and weights.exists():
        renamed = {name.replace("LayerNorm.weight", "LayerNorm.gamma")
                   .replace("LayerNorm.bias", "LayerNorm.beta"): tensor
                   for name, tensor in load_file(weights).items()}
        save_file(renamed, weights, {"format": "pt"})
    return f"{dtype}, {form}"


def age(folder, given, rng):
    """Writes config.json as other versions did: with older names, or with the given keys alone."""
    file = folder / "config.json"
    config = json.loads(file.read_text())
    if rng.random() < 0.4:
        config["torch_dtype"] = config.pop("dtype", "float32")
    if rng.random() < 0.3:
        kept = {"architectures", "model_type", "id2label", "torch_dtype", "dtype", "tie_word_embeddings"}
        config = {key: value for key, value in config.items() if key in kept or key in given}
    if isinstance(config.get("pos_att_type"), list) and rng.random() < 0.6:
        config["pos_att_type"] = rng.choice(["|", " | "]).join(config["pos_att_type"])
    for key in ("global_attn_every_n_layers", "global_rope_theta", "local_rope_theta"):
        if key in given:
            config[key] = given[key]
    if "global_rope_theta" in given:
        config.pop("rope_parameters", None)
    if "global_attn_every_n_layers" in given:
        config.pop("layer_types", None)
    file.write_text(json.dumps(config))


class Checkpoint:
    def __init__(self, name, folder, rng):
        self.family, self.folder = FAMILIES[name], folder
        base = TINY / rng.choice(self.family.tokenizers)
        for file in ("tokenizer.json", "tokenizer_config.json", "vocab.txt"):
            if (base / file).exists():
                shutil.copy(base / file, folder / file)
        words = max(json.loads((base / "config.json").read_text())["vocab_size"], 10)
        self.given = self.family.make_config(rng, words)
        ending = rng.choice(self.family.classes)
        if ending in ("ForSequenceClassification", "ForTokenClassification"):
            self.given["num_labels"] = rng.choice([1, 2, 3, 5, 20])
        if ending in ("ForMaskedLM", "ForPreTraining") and rng.random() < 0.3:
            self.given["tie_word_embeddings"] = False
        self.class_name = self.family.prefix + ending
        make = getattr(transformers, self.class_name)
        model = make(make.config_class(**copy.deepcopy(self.given))).eval()
        randomize(model, torch.Generator().manual_seed(rng.randrange(2**31)))
        self.form = save(model, folder, rng)
        age(folder, self.given, rng)
        load = lambda dtype: make.from_pretrained(  # noqa: E731
            folder, attn_implementation="eager", dtype=dtype).eval()
        self.model, self.double = load(torch.float32), None
        self.load_double = lambda: load(torch.float64)
        self.unused = self.given.get("pad_token_id", 1) + 1 if make_positions_behind(name) else 0
        if name == "mpnet":
            self.unused = 2
        self.longest = self.given["max_position_embeddings"] - self.unused
        tokenizer = folder / "tokenizer.json"
        self.tokenizer = Tokenizer.from_file(str(tokenizer)) if tokenizer.exists() else None
        if self.tokenizer:
            self.tokenizer.no_truncation()
            self.tokenizer.no_padding()

    def expected(self, ids, type_ids, double=False):
        """transformers' tensors under headscope's names."""
        if double and self.double is None:
            self.double = self.load_double()
        inputs = {"input_ids": torch.tensor([ids]), "attention_mask": torch.ones(1, len(ids), dtype=torch.long)}
        if self.family.segments:
            inputs["token_type_ids"] = torch.tensor([type_ids])
        if self.class_name.endswith("MultipleChoice"):
            inputs = {key: value[None] for key, value in inputs.items()}
        with torch.no_grad():
            out = (self.double if double else self.model)(
                **inputs, output_attentions=True, output_hidden_states=True)
        stack = lambda tensors: torch.stack([t[0] for t in tensors]).numpy()  # noqa: E731
        tensors = {"attentions": stack(out.attentions), "hidden_states": stack(out.hidden_states)}
        names = {"pooler_output": "pooled", "start_logits": "start_logits", "end_logits": "end_logits",
                 "prediction_logits": "logits"}
        if not self.class_name.endswith(("MultipleChoice", "NextSentencePrediction")):
            names["logits"] = "logits"
        for field, name in names.items():
            if out.get(field) is not None:
                tensors[name] = out[field][0].numpy()
        return tensors


def make_positions_behind(name):
    return name in ("roberta", "xlm-roberta", "camembert")


# --- texts ---------------------------------------------------------------------------------------

FRAGMENTS = ("the", "river", "was", "cold", "children", "letters", "naïve", "São Paulo", "1984", "it's",
             "(still)", "…", "😀👩‍👩‍👧", "e\u0301te\u0301", "שלום עולם", "مرحبا", "नमस्ते", "東京タワー", "ﬁne", "\u200d",
             "[MASK]", "<mask>", "[SEP]", "</s>", "<pad>", "[PAD]", "[UNK]", "<s>", "  ", "\t", "\n", "word" * 30)


def make_text(rng, longest):
    kind = rng.random()
    if kind < 0.08:
        return rng.choice(["", " ", "\n\n", "a", "\u0301", "😀"])
    count = rng.randint(1, 12) if kind < 0.8 else rng.randint(1, longest)
    return rng.choice([" ", " ", ""]).join(rng.choice(FRAGMENTS) for _ in range(count))


# --- comparison ----------------------------------------------------------------------------------

def distance(name, a, b):
    """How far two tensors are from each other, and how far they may be."""
    if a.shape != b.shape:
        return float("inf"), 0.0
    difference = float(np.abs(a.astype(np.float64) - b).max())
    if name == "attentions":
        return difference, ATTENTIONS
    smallest = 1.0 if b.size < 10 else 1e-30  # a few logits may all be near 0
    return difference / max(float(np.abs(b).max()), smallest), OTHERS


def softmax(scores):
    raised = np.exp(scores.astype(np.float64) - scores.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)


def own_consistency(got):
    """What has to hold among headscope's own tensors: (name, distance, allowed)."""
    yield "softmax of scores", float(np.abs(softmax(got["scores"]) - got["attentions"]).max()), SOFTMAX
    terms = [got[name] for name in ("content_to_content", "content_to_position", "position_to_content")
             if name in got]
    if terms:
        yield "sum of terms", *distance("terms", sum(term.astype(np.float64) for term in terms), got["scores"])


class Differences:
    def __init__(self):
        self.largest, self.found, self.texts, self.checkpoints = {}, 0, 0, 0
        self.excused = {}  # tensors that are as near to float64 as transformers' own

    def note(self, family, name, value):
        largest = self.largest.setdefault(family, {})
        largest[name] = max(largest.get(name, 0.0), value)

    def report(self, checkpoint, text, pair, what):
        self.found += 1
        print(f"--- {checkpoint.class_name}, {checkpoint.form}: {what}\n"
              f"config  {json.dumps(checkpoint.given)}\ntext    {json.dumps(text)[:300]}\n"
              f"pair    {json.dumps(pair)}\nfolder  {checkpoint.folder}", flush=True)


def trace(program, checkpoint, text, pair):
    """headscope's tensors and metadata, or its complaint."""
    out = checkpoint.folder / "trace.safetensors"
    command = [program, "trace", "-", "--model", checkpoint.folder, "--keep", "all", "--quiet", "-o", out,
               "--threads", "1"]
    run = subprocess.run(command + (["--pair", pair] if pair is not None else []), input=text.encode(),
                         capture_output=True, check=False)
    if run.returncode != 0:
        return None, None, run.stderr.decode().strip() or f"exit {run.returncode}"
    with safe_open(out, "np") as file:
        return {name: file.get_tensor(name) for name in file.keys()}, file.metadata(), None


def compare(program, name, checkpoint, text, pair, differences):
    got, metadata, complaint = trace(program, checkpoint, text, pair)
    encoded = checkpoint.tokenizer.encode(text, pair) if checkpoint.tokenizer else None
    if encoded and len(encoded.ids) > checkpoint.longest:
        if complaint is None or "takes at most" not in complaint:
            differences.report(checkpoint, text, pair, f"{len(encoded.ids)} tokens are too many: {complaint}")
        return
    if complaint is not None:
        if "takes at most" not in complaint:
            differences.report(checkpoint, text, pair, complaint)
        return
    ids, type_ids = json.loads(metadata["ids"]), json.loads(metadata["type_ids"])
    if encoded and (encoded.ids != ids or encoded.type_ids != type_ids):
        differences.report(checkpoint, text, pair, f"ids {ids} instead of {encoded.ids}")
        return
    expected, exact = checkpoint.expected(ids, type_ids), None
    for tensor, value in expected.items():
        if tensor not in got:
            differences.report(checkpoint, text, pair, f"no {tensor}")
            continue
        far, allowed = distance(tensor, got[tensor], value)
        if not far <= allowed:
            exact = exact or checkpoint.expected(ids, type_ids, double=True)
            ours, its = (distance(tensor, one, exact[tensor])[0] for one in (got[tensor], value))
            if not ours <= 2 * its:
                differences.report(checkpoint, text, pair,
                                   f"{tensor} is {far:.2e} away; from float64 {ours:.2e}, transformers {its:.2e}")
            else:
                differences.excused[name] = differences.excused.get(name, 0) + 1
            continue
        differences.note(name, tensor, far)
    for what, far, allowed in own_consistency(got):
        if not far <= allowed:
            differences.report(checkpoint, text, pair, f"{what} is {far:.2e} away")
        differences.note(name, what, far)
    differences.texts += 1


def run_round(args, rng, differences):
    name = args.family or rng.choice(list(FAMILIES))
    folder = pathlib.Path(tempfile.mkdtemp(prefix="headscope-parity-"))
    found = differences.found
    checkpoint = Checkpoint(name, folder, rng)
    differences.checkpoints += 1
    for _ in range(args.texts):
        text = make_text(rng, checkpoint.longest)
        pair = make_text(rng, 12) if rng.random() < 0.4 else None
        compare(args.program, name, checkpoint, text, pair, differences)
        if differences.found > found:
            break
    if differences.found == found or not args.keep:
        shutil.rmtree(folder)


def find_program():
    found = sorted(ROOT.glob("build/*/headscope"))
    return found[0] if found else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=find_program(), help="the built headscope")
    parser.add_argument("--family", choices=FAMILIES, help="only this one")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--texts", type=int, default=3, help="texts to a checkpoint")
    parser.add_argument("--keep", action="store_true", help="leave the folder of a checkpoint that differs")
    args = parser.parse_args()
    if args.program is None:
        parser.error("build the target headscope, or name it with --program")

    differences = Differences()
    end, seed = time.monotonic() + args.seconds, args.seed
    while time.monotonic() < end:
        try:
            run_round(args, random.Random(seed), differences)
        except Exception as error:
            raise RuntimeError(f"seed {seed}") from error
        if differences.found >= 20:
            print("20 differences; stopped")
            break
        seed += 1
    for family, largest in sorted(differences.largest.items()):
        print(f"{family:12}", "  ".join(f"{name} {value:.1e}" for name, value in largest.items()))
    print(f"{differences.checkpoints} checkpoints, {differences.texts} texts, {differences.found} differences; "
          f"{sum(differences.excused.values())} tensors that round badly", file=sys.stderr)
    sys.exit(1 if differences.found else 0)


if __name__ == "__main__":
    main()
