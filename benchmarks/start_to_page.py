"""Process start to page on disk: headscope beside transformers + BertViz, the same six tokens.

    scripts/setup-peers                      # once: the peers, in build/peers
    build/peers/bin/python benchmarks/start_to_page.py

Both programs run in turn, as whole processes with warm files, and the medians and their ratio are
printed. What BertViz writes still needs its scripts from the network to show anything; the time
stops when the file is on disk.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEXT = "Transformers are amazing!"

NOTEBOOK = """
import sys, torch
from transformers import AutoModel, AutoTokenizer
from bertviz import head_view
folder, text, out = sys.argv[1:]
tokenizer = AutoTokenizer.from_pretrained(folder)
model = AutoModel.from_pretrained(folder, output_attentions=True, attn_implementation="eager")
inputs = tokenizer(text, return_tensors="pt")
with torch.no_grad():
    outputs = model(**inputs)
tokens = tokenizer.convert_ids_to_tokens(inputs["input_ids"][0])
open(out, "w").write(head_view(outputs.attentions, tokens, html_action="return").data)
"""


def seconds(command):
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default=ROOT / "models/all-MiniLM-L6-v2")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        ours = [ROOT / "build/release/headscope", "view", TEXT, "--quiet",
                "--model", arguments.model, "-o", f"{folder}/headscope.html"]
        theirs = [sys.executable, "-c", NOTEBOOK, arguments.model, TEXT, f"{folder}/bertviz.html"]
        for command in (ours, theirs):  # warm the page cache
            seconds(command)
        times = [(seconds(ours), seconds(theirs)) for _ in range(arguments.runs)]
        ours_s = [pair[0] for pair in times]
        theirs_s = [pair[1] for pair in times]
        ratio = statistics.median(theirs / ours for ours, theirs in times)
        for name, values in (("headscope", ours_s), ("transformers + BertViz", theirs_s)):
            size = pathlib.Path(folder, "headscope.html" if name == "headscope" else "bertviz.html")
            print(f"{name:24} min {min(values):7.3f} s   median {statistics.median(values):7.3f} s"
                  f"   file {size.stat().st_size / 1e6:.2f} MB")
        print(f"ratio, median of pairs: {ratio:.1f}")


if __name__ == "__main__":
    main()
