"""A forward pass with every attention map: headscope beside ONNX Runtime, bert-base's shape.

    scripts/setup-peers                                              # once: the peers
    cmake --preset release -DHEADSCOPE_BENCHMARKS=ON && ninja -C build/release headscope benchmarks/all
    build/peers/bin/python benchmarks/forward_vs_onnxruntime.py      # minutes
    HEADSCOPE_TARGET=AVX2 build/peers/bin/python benchmarks/forward_vs_onnxruntime.py

Random weights, batch 1. Both give the same maps (checked first, to 1e-5). ONNX Runtime gets what
makes it fastest: all graph optimisations, queries, keys and values in one product where that is
faster, a graph without a mask, and outputs bound to memory of its own that is used again. The two
run in turn for some rounds; read the minima, and only from a quiet machine: a busy neighbour costs
ONNX Runtime, which shares its work out evenly beforehand, more than it costs headscope. The share
of the CPUs that others took meanwhile is printed. Beside the times stands what the machine can do: the share of the peak of 32-bit
multiply-adds, and of the memory's stream for the weights, that a pass reaches.

HEADSCOPE_TARGET holds headscope, and the peak, to an instruction set. ONNX Runtime has no such
switch (GLIBC_TUNABLES does not reach it, since it asks the CPU itself): with AVX-512 about, it
keeps using that, and only the shares can be compared.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

import numpy as np
import onnx
import onnxruntime
from safetensors import safe_open

import random_bert as bert

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "build/release/headscope"
PEAK = ROOT / "build/release/benchmarks/peak"
FOLDER = ROOT / "build/bench"
WEIGHTS_OF_PRODUCTS = bert.LAYERS * (4 * bert.HIDDEN**2 + 2 * bert.HIDDEN * bert.INNER)


def prepare():
    """Writes checkpoint and graphs unless they stand already; returns the checkpoint's folder."""
    model = FOLDER / "bert-base-random"
    graphs = [FOLDER / "separate.onnx", FOLDER / "joined.onnx"]
    if not all(path.exists() for path in [model / "config.json", *graphs]):
        tensors = bert.weights()
        for graph in graphs:
            FOLDER.mkdir(parents=True, exist_ok=True)
            onnx.save(bert.onnx_model(tensors, joined=graph.stem == "joined"), graph)
        bert.write_checkpoint(model, tensors)
    return model, graphs


class Session:
    """One graph in ONNX Runtime."""

    def __init__(self, path, threads):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
        self.session = onnxruntime.InferenceSession(path, options, ["CPUExecutionProvider"])

    def outputs(self, ids):
        return self.session.run(None, {"ids": np.array([ids], np.int64)})

    def bind(self, tokens):
        """Inputs and outputs in memory that every pass uses again."""
        ids = (np.arange(tokens) * 7919 + 1000) % bert.VOCABULARY
        binding = self.session.io_binding()
        binding.bind_cpu_input("ids", ids.reshape(1, -1).astype(np.int64))
        maps = [(f"attentions.{i}", (1, bert.HEADS, tokens, tokens)) for i in range(bert.LAYERS)]
        last = (self.session.get_outputs()[-1].name, (1, tokens, bert.HIDDEN))
        for name, shape in [*maps, last]:
            value = onnxruntime.OrtValue.ortvalue_from_numpy(np.zeros(shape, np.float32))
            binding.bind_ortvalue_output(name, value)
        return binding

    def passes_ms(self, tokens):
        """As `headscope bench` times: one pass to warm up, then for half a second, at least 7."""
        binding = self.bind(tokens)
        self.session.run_with_iobinding(binding)
        times = []
        begin = time.perf_counter()
        while len(times) < 7 or time.perf_counter() - begin < 0.5:
            start = time.perf_counter()
            self.session.run_with_iobinding(binding)
            times.append((time.perf_counter() - start) * 1e3)
        return times


def check_same_maps(model, sessions, tokens):
    """The largest difference between the maps of headscope and of each graph."""
    with tempfile.TemporaryDirectory() as folder:
        trace = pathlib.Path(folder, "trace.safetensors")
        subprocess.run([PROGRAM, "trace", bert.text(tokens), "--model", model, "-o", trace,
                        "--quiet"], check=True, stdout=subprocess.DEVNULL)
        with safe_open(trace, "np") as file:
            ids = json.loads(file.metadata()["ids"])
            ours = file.get_tensor("attentions")
    assert len(ids) == tokens, f"{len(ids)} tokens, not {tokens}"
    largest = 0
    for session in sessions.values():
        theirs = np.concatenate(session.outputs(ids)[:bert.LAYERS])
        largest = max(largest, float(np.abs(theirs - ours).max()))
    print(f"{tokens:4} tokens: largest attention {ours.max():.3f}, "
          f"largest difference of the maps {largest:.1e}", flush=True)
    assert largest <= 1e-5, "the maps differ"


def ours_ms(model, tokens, threads):
    """Smallest and median time of one run of the program."""
    done = subprocess.run([PROGRAM, "bench", "--model", model, "--tokens", str(tokens),
                           "--threads", str(threads), "--json", "--quiet"],
                          check=True, capture_output=True, text=True)
    result = json.loads(done.stdout)["results"][0]
    return result["min_ms"], result["median_ms"]


def gflop(tokens):
    """Multiplications and additions of all products, in 10⁹."""
    attention = bert.LAYERS * 4 * bert.HIDDEN * tokens**2
    return (2 * WEIGHTS_OF_PRODUCTS * tokens + attention) * 1e-9


def measure_peak(threads, peak):
    """Keeps the best that was ever seen: a busy neighbour must not make a share look larger."""
    done = subprocess.run([PEAK, str(threads)], check=True, capture_output=True, text=True)
    for name, value in json.loads(done.stdout).items():
        peak[name] = max(value, peak.get(name, value))


def cpu_seconds():
    """What all processes have used of all CPUs, and what this one and its children have."""
    fields = [int(x) for x in pathlib.Path("/proc/stat").read_text().split("\n")[0].split()[1:]]
    busy = sum(fields[:3] + fields[5:8]) / os.sysconf("SC_CLK_TCK")
    return busy, sum(os.times()[:4])


def taken_by_others(begin):
    """The share of the CPUs that other processes used since (time, *cpu_seconds())."""
    wall = (time.perf_counter() - begin[0]) * os.cpu_count()
    busy, own = cpu_seconds()
    return max(0, (busy - begin[1]) - (own - begin[2])) / wall


def measure(model, sessions, tokens, arguments, peak):
    """(min, median) of each round: ours, and those of each graph."""
    ours, theirs = [], {name: [] for name in sessions}
    for _ in range(arguments.rounds):
        measure_peak(arguments.threads, peak)
        ours.append(ours_ms(model, tokens, arguments.threads))
        for name, session in sessions.items():
            times = session.passes_ms(tokens)
            theirs[name].append((min(times), statistics.median(times)))
    return ours, theirs


def report(tokens, ours, theirs, peak):
    best = min(theirs, key=lambda name: min(theirs[name])[0])
    (our_min, our_median), (their_min, their_median) = (
        (min(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs))
        for pairs in (ours, theirs[best]))
    pairs = statistics.median(b[0] / a[0] for a, b in zip(ours, theirs[best]))
    shares = [gflop(tokens) / ms * 1e3 / peak["gflops"] for ms in (our_min, their_min)]
    stream = WEIGHTS_OF_PRODUCTS * 4e-6 / our_min / peak["read_gb_s"]
    print(f"{tokens:6} {our_min:9.2f} {our_median:9.2f} {their_min:9.2f} {their_median:9.2f}  "
          f"{best:9} {their_min / our_min:7.2f} {pairs:7.2f} {shares[0]:9.2f} {shares[1]:9.2f} "
          f"{stream:7.2f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tokens", default="8,32,128,512")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    lengths = [int(tokens) for tokens in arguments.tokens.split(",")]

    model, graphs = prepare()
    sessions = {path.stem: Session(path, arguments.threads) for path in graphs}
    for tokens in lengths:
        check_same_maps(model, sessions, tokens)
    peak = {}
    begin = (time.perf_counter(), *cpu_seconds())
    results = [(tokens, *measure(model, sessions, tokens, arguments, peak)) for tokens in lengths]
    print(f"peak with {peak['target']} and {peak['threads']} threads: {peak['gflops']} GFLOP/s, "
          f"{peak['read_gb_s']} GB/s; ONNX Runtime {onnxruntime.__version__}"
          + (", which has all of the CPU" if os.environ.get("HEADSCOPE_TARGET") else ""))
    print(f"others took {taken_by_others(begin):.0%} of the CPUs meanwhile")
    print(f"{'':6} {'headscope, ms':>19} {'ONNX Runtime, ms':>19}  {'':9} {'times as fast':>15} "
          f"{'share of peak':>19} {'stream':>7}")
    print(f"{'tokens':>6} {'min':>9} {'median':>9} {'min':>9} {'median':>9}  {'graph':9} "
          f"{'min':>7} {'pairs':>7} {'headscope':>9} {'ORT':>9} {'ours':>7}")
    for result in results:
        report(*result, peak)


if __name__ == "__main__":
    main()
