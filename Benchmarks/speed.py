"""Compares the cost of indexing a folder with a peer's, side by side on the same machine.

    speed.py --folder FOLDER [--folder FOLDER …] --semblance BINARY [--rounds 3] [--json FILE]

Rounds alternate A B A B: semblance indexes into a fresh library; czkawka (PyPI binding) finds
similar images with a fresh cache folder. Each is a process of its own; wall seconds, user + system
CPU seconds of it and its children and peak resident memory are the kernel's (wait4). The first
round warms the page cache and is not counted. Medians are reported, and the ratio.
`--peer-only` and `--semblance-only` measure one side.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

PEER = """
import sys, czkawka
finder = czkawka.ImageSimilarity()
finder.set_directories([sys.argv[1]])
finder.set_similarity(10)
finder.find_similar()
"""


def measured(command, environment, accepted=(0,)):
    """Runs a command; (wall s, CPU s, peak MB)."""
    with tempfile.TemporaryFile() as output:
        began = time.monotonic()
        child = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in accepted:
            output.seek(0)
            sys.exit(f"{command}: exit {child.returncode}\n{output.read()[-2000:].decode()}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def semblance(binary, folder):
    library = tempfile.mkdtemp()
    try:
        # 2: finished, some file could not be read.
        return measured([binary, "index", folder, "--library", library], os.environ, (0, 2))
    finally:
        shutil.rmtree(library)


def czkawka(folder):
    home = tempfile.mkdtemp()
    environment = os.environ | {"HOME": home, "XDG_CACHE_HOME": home, "XDG_CONFIG_HOME": home}
    try:
        return measured([sys.executable, "-c", PEER, folder], environment)
    finally:
        shutil.rmtree(home)


def compare(folder, tools, rounds):
    pictures = sum(len(names) for _, _, names in os.walk(folder))
    runs = {name: [] for name in tools}
    for turn in range(rounds + 1):
        for name, run in tools.items():
            figures = run(folder)
            if turn:
                runs[name].append(figures)
    result = {"folder": folder, "pictures": pictures, "rounds": rounds}
    for name, figures in runs.items():
        wall, cpu, peak = (statistics.median(f[i] for f in figures) for i in range(3))
        result[name] = {"wall_s": round(wall, 2), "cpu_s": round(cpu, 2), "peak_mb": round(peak),
                        "cpu_ms_per_picture": round(1000 * cpu / pictures, 3),
                        "cpu_s_each": [round(f[1], 2) for f in figures]}
    if len(tools) == 2:
        ours, peer = result["semblance"], result["czkawka"]
        result["cpu_ratio"] = round(peer["cpu_s"] / ours["cpu_s"], 3)
        result["wall_ratio"] = round(peer["wall_s"] / ours["wall_s"], 3)
    return result


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--folder", action="append", required=True)
    arguments.add_argument("--semblance", default="semblance")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--peer-only", action="store_true")
    arguments.add_argument("--semblance-only", action="store_true")
    arguments.add_argument("--json")
    options = arguments.parse_args()
    tools = {}
    if not options.peer_only:
        tools["semblance"] = lambda folder: semblance(options.semblance, folder)
    if not options.semblance_only:
        tools["czkawka"] = czkawka
    results = [compare(folder, tools, options.rounds) for folder in options.folder]
    if options.json:
        with open(options.json, "w") as file:
            json.dump(results, file, indent=1)
    print(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
