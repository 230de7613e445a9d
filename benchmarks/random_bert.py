"""A checkpoint of random weights in bert-base's shape, and the same network as an ONNX graph.

What the weights are does not change the time. Queries and keys are drawn larger than the usual
0.02, so that attention is not flat and a wrong map would show.
"""

import json

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file

HIDDEN, INNER, HEADS, LAYERS = 768, 3072, 12, 12
VOCABULARY, POSITIONS, TYPES = 30522, 512, 2
EPSILON = 1e-12
FIRST_WORD = 105

CONFIG = {
    "architectures": ["BertModel"], "model_type": "bert", "hidden_act": "gelu",
    "hidden_size": HIDDEN, "intermediate_size": INNER, "num_attention_heads": HEADS,
    "num_hidden_layers": LAYERS, "vocab_size": VOCABULARY, "max_position_embeddings": POSITIONS,
    "type_vocab_size": TYPES, "layer_norm_eps": EPSILON, "pad_token_id": 0,
}


def weights():
    """The tensors of a BertModel, by the names that checkpoints have."""
    random = np.random.default_rng(1)

    def normal(*shape, std=0.02):
        return random.standard_normal(shape, dtype=np.float32) * np.float32(std)

    tensors = {}

    def norm(name):
        tensors[f"{name}.weight"] = 1 + normal(HIDDEN)
        tensors[f"{name}.bias"] = normal(HIDDEN)

    def linear(name, columns, depth, std=0.02):
        tensors[f"{name}.weight"] = normal(columns, depth, std=std)
        tensors[f"{name}.bias"] = normal(columns)

    for name, rows in (("word", VOCABULARY), ("position", POSITIONS), ("token_type", TYPES)):
        tensors[f"embeddings.{name}_embeddings.weight"] = normal(rows, HIDDEN)
    norm("embeddings.LayerNorm")
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        linear(f"{at}.attention.self.query", HIDDEN, HIDDEN, std=0.06)
        linear(f"{at}.attention.self.key", HIDDEN, HIDDEN, std=0.06)
        linear(f"{at}.attention.self.value", HIDDEN, HIDDEN)
        linear(f"{at}.attention.output.dense", HIDDEN, HIDDEN)
        norm(f"{at}.attention.output.LayerNorm")
        linear(f"{at}.intermediate.dense", INNER, HIDDEN)
        linear(f"{at}.output.dense", HIDDEN, INNER)
        norm(f"{at}.output.LayerNorm")
    return tensors


def vocabulary():
    """[PAD], [CLS] and so on where BERT has them, and words w105, w106, …"""
    named = {0: "[PAD]", 100: "[UNK]", 101: "[CLS]", 102: "[SEP]", 103: "[MASK]"}
    return [named.get(i, f"w{i}") for i in range(VOCABULARY)]


def text(tokens):
    """Words that make an input of so many tokens."""
    return " ".join(f"w{FIRST_WORD + i * 7919 % 30000}" for i in range(tokens - 2))


def write_checkpoint(folder, tensors):
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / "model.safetensors")
    (folder / "vocab.txt").write_text("".join(word + "\n" for word in vocabulary()))
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"do_lower_case": True, "tokenizer_class": "BertTokenizer"}))
    (folder / "config.json").write_text(json.dumps(CONFIG, indent=1))


class Graph:
    """Nodes and weights of a graph that is being written."""

    def __init__(self, tensors):
        self.tensors = tensors
        self.nodes = []
        self.initializers = {}
        self.outputs = {}  # name to shape

    def constant(self, name, value):
        if name not in self.initializers:
            self.initializers[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def weight(self, name):
        return self.constant(name, self.tensors[name])

    def node(self, kind, *inputs, output=None, domain="", **attributes):
        output = output or f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **attributes))
        return output

    def linear(self, x, *names):
        """x Wᵀ + b; several matrices side by side make one product."""
        kernels = np.concatenate([self.tensors[f"{name}.weight"] for name in names])
        biases = np.concatenate([self.tensors[f"{name}.bias"] for name in names])
        product = self.node("MatMul", x, self.constant(f"{names[0]}.kernel", kernels.T))
        return self.node("Add", product, self.constant(f"{names[0]}.shift", biases))

    def norm(self, x, name):
        return self.node("LayerNormalization", x, self.weight(f"{name}.weight"),
                         self.weight(f"{name}.bias"), epsilon=EPSILON, axis=-1)

    def gelu(self, x):
        """As PyTorch's exporter writes it; ONNX Runtime joins it with the bias."""
        erf = self.node("Erf", self.node("Div", x, self.constant("root2", np.float32(2**0.5))))
        one = self.node("Add", erf, self.constant("one", np.float32(1)))
        return self.node("Mul", self.node("Mul", x, one), self.constant("half", np.float32(0.5)))


def attention(graph, x, layer, joined):
    """The context, and the maps as one of the graph's outputs."""
    at = f"encoder.layer.{layer}.attention.self"
    parts = [f"{at}.query", f"{at}.key", f"{at}.value"]
    if joined:
        all_parts = graph.linear(x, *parts)
        names = [f"qkv{layer}.{i}" for i in range(3)]
        graph.nodes.append(helper.make_node("Split", [all_parts], names, axis=-1, num_outputs=3))
    else:
        names = [graph.linear(x, part) for part in parts]
    shape = graph.constant("by_head", np.array([1, -1, HEADS, HIDDEN // HEADS], np.int64))
    by_head = [graph.node("Reshape", name, shape) for name in names]
    query = graph.node("Transpose", by_head[0], perm=[0, 2, 1, 3])
    key = graph.node("Transpose", by_head[1], perm=[0, 2, 3, 1])
    value = graph.node("Transpose", by_head[2], perm=[0, 2, 1, 3])
    scale = graph.constant("scale", np.float32((HIDDEN // HEADS) ** 0.5))
    scores = graph.node("Div", graph.node("MatMul", query, key), scale)
    maps = graph.node("Softmax", scores, axis=-1, output=f"attentions.{layer}")
    graph.outputs[maps] = [1, HEADS, "n", "n"]
    context = graph.node("Transpose", graph.node("MatMul", maps, value), perm=[0, 2, 1, 3])
    return graph.node("Reshape", context,
                      graph.constant("joined", np.array([1, -1, HIDDEN], np.int64)))


def onnx_model(tensors, joined):
    """Ids [1, n] in, every layer's maps [1, heads, n, n] and the last hidden state out.

    Without a mask, which one text does not need, and with all types 0: no more work than ours.
    `joined` makes queries, keys and values in one product.
    """
    graph = Graph(tensors)
    n = graph.node("Shape", "ids", start=1, end=2)
    zero = graph.constant("zero", np.array([0], np.int64))
    position = graph.node("Slice", graph.weight("embeddings.position_embeddings.weight"), zero, n)
    x = graph.node("Gather", graph.weight("embeddings.word_embeddings.weight"), "ids")
    x = graph.node("Add", x, position)
    x = graph.node("Add", x, graph.constant(
        "type", tensors["embeddings.token_type_embeddings.weight"][0]))
    x = graph.norm(x, "embeddings.LayerNorm")
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        context = attention(graph, x, layer, joined)
        x = graph.node("Add", graph.linear(context, f"{at}.attention.output.dense"), x)
        x = graph.norm(x, f"{at}.attention.output.LayerNorm")
        inner = graph.gelu(graph.linear(x, f"{at}.intermediate.dense"))
        last = graph.node("Add", graph.linear(inner, f"{at}.output.dense"), x)
        x = graph.norm(last, f"{at}.output.LayerNorm")
    graph.outputs[x] = [1, "n", HIDDEN]
    info = helper.make_graph(
        graph.nodes, "bert",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "n"])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
         for name, shape in graph.outputs.items()],
        list(graph.initializers.values()))
    model = helper.make_model(info, opset_imports=[helper.make_opsetid("", 18)])
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model
