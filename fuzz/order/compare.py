"""Runs random asyncio programs (generate.py) on Taipan and on CPython and shows the first line where their logs differ.

    python3 compare.py --bin TAIPAN --python PYTHON3.13 [--from SEED] [--count N]

The exit status is 1 when a program differs.
"""

import argparse
import os
import subprocess
import sys

HARNESS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "harness.py")
BATCH = 100
LIMIT = 300  # seconds, for a batch


def logs(command, start, count):
    """The log of each program, by its seed; those that were not reached are missing."""
    command = [*command, HARNESS, str(start), str(count)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, env=dict(os.environ, PYTHONHASHSEED="0"))
        text, errors = done.stdout, done.stderr
    except subprocess.TimeoutExpired as e:
        text, errors = (e.stdout or b"").decode(), "does not end"
    found = {}
    for part in text.split("=== ")[1:]:
        head, _, log = part.partition("\n")
        if head != "end":
            found[int(head.split()[0])] = [head, *log.splitlines()]
    return found, errors.strip().splitlines()[-3:]


def compare(args, start, count):
    """How many programs differ."""
    expected, trouble = logs([args.python], start, count)
    if len(expected) < count:
        print("CPython did not run all of them:", trouble)
    got, errors = logs([args.bin, "--virtual-time"], start, count)
    differ = 0
    for seed, log in expected.items():
        other = got.get(seed)
        if log == other:
            continue
        differ += 1
        if other is None:
            print("seed %d: was not run: %s" % (seed, errors))
            continue
        at = next((i for i, (a, b) in enumerate(zip(log, other)) if a != b), min(len(log), len(other)))
        for name, lines in ("expected", log), ("got", other):
            print("seed %d, line %d: %-8s %s" % (seed, at, name, lines[at][:300] if at < len(lines) else "(end)"))
    sys.stdout.flush()
    return differ


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--bin", required=True)
    parser.add_argument("--python", required=True)
    parser.add_argument("--from", dest="start", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    args = parser.parse_args()
    differ, end = 0, args.start + args.count
    for start in range(args.start, end, BATCH):
        differ += compare(args, start, min(BATCH, end - start))
    print("%d programs, %d differ" % (args.count, differ))
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
