"""Runs random programs (generate.py) on Taipan and on CPython and shows where they differ.

    python3 compare.py --bin TAIPAN --python PYTHON3.13 [--from SEED] [--count N] [--keep DIR]

Standard output, the exit status and the last line of standard error have to be the same. Programs that CPython does not end
in time are left out. The exit status is 1 when a program differs.
"""

import argparse
import concurrent.futures
import os
import re
import subprocess
import sys
import tempfile
import threading

import generate


# What programs import: CPython imports it once for all of them.
MODULES = "asyncio re contextlib io math dataclasses itertools functools collections copy json datetime".split()
ENVIRONMENT = dict(os.environ, PYTHONHASHSEED="0", PYTHONWARNINGS="ignore", PYTHONIOENCODING="utf-8", NO_COLOR="1")


def plain(text):
    """Without what may differ: addresses, and the name that 3.14 has given the type of `int | str`."""
    text = re.sub(r" at 0x[0-9a-f]+", "", text.decode("utf-8", "replace"))
    return text.replace("types.UnionType", "typing.Union")


def answer(output, status, errors):
    """What is compared: output, status, last line of the errors."""
    lines = [line for line in plain(errors).splitlines() if line.strip()]
    return plain(output), status, lines[-1] if lines and status else ""


def run(command, limit):
    """What a program answers, None when it does not end in time."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=limit, env=ENVIRONMENT)
    except subprocess.TimeoutExpired:
        return None
    return answer(done.stdout, done.returncode, done.stderr)


class Oracle:
    """CPython, running programs in forks; one for each thread of the pool."""

    everyone = threading.local()

    def __init__(self, python):
        command = [python, os.path.join(os.path.dirname(os.path.abspath(__file__)), "forked.py"), *MODULES]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=ENVIRONMENT, text=True)

    @classmethod
    def run(cls, python, path):
        """What a program answers, None when it does not end in time or by a signal."""
        if not hasattr(cls.everyone, "oracle"):
            cls.everyone.oracle = Oracle(python)
        oracle = cls.everyone.oracle.process
        output, errors = path + ".out", path + ".err"
        oracle.stdin.write("%s %s %s\n" % (path, output, errors))
        oracle.stdin.flush()
        status = int(oracle.stdout.readline())
        texts = []
        for name in (output, errors):
            with open(name, "rb") as f:
                texts.append(f.read())
            os.unlink(name)
        return None if status < 0 else answer(texts[0], status, texts[1])


def difference(seed, binary, python, folder):
    """What is different for this seed: text; None: nothing; False: not comparable."""
    path = os.path.join(folder, "program_%d.py" % seed)
    with open(path, "w", encoding="utf-8") as f:
        f.write(generate.program(seed))
    expected = Oracle.run(python, path)
    if expected is None:
        os.unlink(path)
        return False
    got = run([binary, path], 30)
    if got == expected:
        os.unlink(path)
        return None
    if got is None:
        return "does not end"
    for a, b in zip(expected[0].splitlines() + ["(end)"], got[0].splitlines() + ["(end)"]):
        if a != b:
            return "expected: %s\n          got:      %s\n          %s" % (a[:300], b[:300], got[2] if b == "(end)" else "")
    return "expected: %s\n          got:      %s" % (expected[1:], got[1:])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--bin", required=True)
    parser.add_argument("--python", required=True)
    parser.add_argument("--from", dest="start", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--keep", help="where programs that differ are left")
    args = parser.parse_args()
    folder = args.keep or tempfile.mkdtemp(prefix="programs-")
    os.makedirs(folder, exist_ok=True)
    differ = skipped = 0
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        seeds = range(args.start, args.start + args.count)
        for seed, found in zip(seeds, pool.map(lambda s: difference(s, args.bin, args.python, folder), seeds)):
            if found is False:
                skipped += 1
            elif found is not None:
                differ += 1
                print("seed %d: %s" % (seed, found), flush=True)
    print("%d programs, %d differ, %d not comparable" % (args.count, differ, skipped))
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
