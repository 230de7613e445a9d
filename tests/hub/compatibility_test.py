"""A cache is the same thing to Headscope and to huggingface_hub, whoever wrote it.

    compatibility_test.py HEADSCOPE STAND_IN_HUB

Runs both against a hub on this machine, each with a cache of its own, compares what they wrote, and
lets each use what the other wrote.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time
import unittest

HEADSCOPE, STAND_IN_HUB = sys.argv[1:3]
DATA = pathlib.Path(__file__).parent.parent / "data" / "tiny"
REPOSITORY = "tiny/bert"
FOLDER = "models--tiny--bert"
NEEDED = ["config.json", "tokenizer.json", "tokenizer_config.json", "model*.safetensors*"]
LIMIT_S = 60


class Hub:
    """The stand-in hub, and what it was asked."""

    def __init__(self, folder):
        self.process = subprocess.Popen([STAND_IN_HUB, REPOSITORY, folder], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.address = self.process.stdout.readline().strip()
        self.asked = []
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.asked.append(line.strip())

    def downloads(self):
        time.sleep(0.1)  # until the last lines have come
        return [line for line in self.asked if line.startswith("GET ") and
                (not line.startswith("GET /api/") or "/resolve-cache/" in line)]

    def close(self):
        self.process.stdin.close()
        self.process.wait(LIMIT_S)
        self.reader.join()
        self.process.stdout.close()


def describe(cache):
    """Every file of a cache with its content, every link with its target."""
    files = {}
    for path in sorted(cache.rglob("*")):
        name = path.relative_to(cache).as_posix()
        if path.is_symlink():
            files[name] = "-> " + os.readlink(path)
        elif path.is_file():
            files[name] = path.read_bytes()
    return files


# What only one of them writes, and the other does without.
OWN = (f"{FOLDER}/.no_exist/", f"{FOLDER}/trees/", "CACHEDIR.TAG")


class HubTest(unittest.TestCase):
    model = "bert"

    def setUp(self):
        self.work = tempfile.TemporaryDirectory()
        self.addCleanup(self.work.cleanup)
        self.hub = Hub(DATA / self.model)
        self.addCleanup(self.hub.close)
        self.ours = pathlib.Path(self.work.name, "ours")
        self.theirs = pathlib.Path(self.work.name, "theirs")

    def environment(self, cache, **more):
        kept = {name: value for name, value in os.environ.items()
                if not name.startswith(("HF_", "TRANSFORMERS_")) and not name.lower().endswith("_proxy")}
        return {**kept, "HF_HUB_CACHE": str(cache), "HF_HOME": str(pathlib.Path(self.work.name, "home")),
                "HF_ENDPOINT": self.hub.address, "HF_HUB_DISABLE_TELEMETRY": "1",
                "HF_HUB_DISABLE_PROGRESS_BARS": "1", **more}

    def run_program(self, command, cache, **more):
        run = subprocess.run(command, env=self.environment(cache, **more), text=True, timeout=LIMIT_S,
                             capture_output=True)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout.strip()

    def headscope(self, *arguments, cache, **more):
        return self.run_program([HEADSCOPE, *arguments], cache, **more)

    def hugging_face(self, code, cache, **more):
        code = "from huggingface_hub import *\nfrom huggingface_hub import _CACHED_NO_EXIST\n" + code
        return self.run_program([sys.executable, "-c", code], cache, **more)

    def download_theirs(self, cache):
        return self.hugging_face(
            f"print(snapshot_download({REPOSITORY!r}, allow_patterns={NEEDED!r}))", cache)


class SameCacheTest(HubTest):
    def test_both_write_the_same_cache(self):
        self.headscope("pull", REPOSITORY, cache=self.ours)
        self.download_theirs(self.theirs)
        ours, theirs = (
            {name: content for name, content in describe(cache).items() if not name.startswith(OWN)}
            for cache in (self.ours, self.theirs))
        self.assertEqual(ours.keys(), theirs.keys())
        self.assertEqual(ours, theirs)
        self.assertTrue(any(name.startswith(".locks/") for name in ours))
        self.assertTrue(any(str(content).startswith("-> ../../blobs/") for content in ours.values()))

    def test_we_use_theirs_as_it_is(self):
        folder = self.download_theirs(self.theirs)
        expected = self.headscope("tokens", "Hello there", "--model", folder, cache=self.theirs)
        before = describe(self.theirs)
        asked = len(self.hub.asked)
        found = self.headscope("tokens", "Hello there", "--model", REPOSITORY, cache=self.theirs)
        self.assertEqual(found, expected)
        offline = self.headscope("model", REPOSITORY, cache=self.theirs, HF_HUB_OFFLINE="1")
        self.assertIn(folder, offline)
        self.assertEqual(len(self.hub.asked), asked)
        self.assertEqual(describe(self.theirs), before)


class ShardedSameCacheTest(SameCacheTest):
    model = "bert-sharded"


class SharedCacheTest(HubTest):
    def test_we_download_nothing_that_they_have(self):
        self.download_theirs(self.theirs)
        downloads = self.hub.downloads()
        pulled = self.headscope("pull", REPOSITORY, cache=self.theirs)
        self.assertIn("nothing, all was there", pulled)
        self.assertEqual(self.hub.downloads(), downloads)

    def test_they_use_ours_offline(self):
        self.headscope("pull", REPOSITORY, cache=self.ours)
        folder = self.hugging_face(
            f"print(snapshot_download({REPOSITORY!r}, local_files_only=True))", self.ours,
            HF_HUB_OFFLINE="1")
        self.assertEqual(pathlib.Path(folder).parent, self.ours / FOLDER / "snapshots")
        for file in ("config.json", "tokenizer.json"):
            found = self.hugging_face(f"print(hf_hub_download({REPOSITORY!r}, {file!r}))", self.ours,
                                      HF_HUB_OFFLINE="1")
            self.assertEqual(found, os.path.join(folder, file))
        absent = self.hugging_face(
            f"print(try_to_load_from_cache({REPOSITORY!r}, 'added_tokens.json') is _CACHED_NO_EXIST)",
            self.ours)
        self.assertEqual(absent, "True")

    def test_they_download_nothing_that_we_have(self):
        self.headscope("pull", REPOSITORY, cache=self.ours)
        downloads = self.hub.downloads()
        self.download_theirs(self.ours)
        self.assertEqual(self.hub.downloads(), downloads)

    def test_they_find_nothing_wrong_with_ours(self):
        self.headscope("pull", REPOSITORY, cache=self.ours)
        found = self.hugging_face(
            "info = scan_cache_dir()\n"
            "print([repo.repo_id for repo in info.repos], info.warnings,"
            " [sorted(r.refs) for repo in info.repos for r in repo.revisions])", self.ours)
        self.assertEqual(found, f"['{REPOSITORY}'] [] [['main']]")

    def test_we_wait_while_they_download(self):
        self.headscope("pull", REPOSITORY, cache=self.ours)
        cached = describe(self.ours)
        snapshot = next(self.ours.glob(f"{FOLDER}/snapshots/*"))
        blob = pathlib.Path(os.path.realpath(snapshot / "config.json"))
        blob.unlink()
        held = subprocess.Popen(
            [sys.executable, "-c",
             "import sys\nfrom huggingface_hub.utils._fixes import WeakFileLock\n"
             f"with WeakFileLock({str(self.ours / '.locks' / FOLDER / (blob.name + '.lock'))!r}):\n"
             "  print('held', flush=True)\n  sys.stdin.read()"],
            text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.assertEqual(held.stdout.readline(), "held\n")
        waiting = subprocess.Popen([HEADSCOPE, "pull", REPOSITORY], stdout=subprocess.DEVNULL,
                                   env=self.environment(self.ours))
        with self.assertRaises(subprocess.TimeoutExpired):
            waiting.wait(1)
        self.assertFalse(blob.exists())
        held.stdin.close()
        self.assertEqual(waiting.wait(LIMIT_S), 0)
        self.assertEqual(held.wait(LIMIT_S), 0)
        held.stdout.close()
        self.assertEqual(describe(self.ours), cached)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
