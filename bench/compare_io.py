"""Input and output on Taipan, CPython and uvloop, in turn, in one run; ratios against both.

usage: compare_io.py --bin PATH [--base PYTHON] [--only WORD] [--rounds N] [--quick]

The servers (io_*.py) run as processes of their own; the clients are here. CPU time is the server's own, read from /proc,
and hardly depends on what else the machine does. uvloop goes into a virtual environment under target/ at the first
run; without it (or without the network) its column stays empty. The best of the rounds counts.
"""
import argparse
import json
import os
import pathlib
import resource
import signal
import socket
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
MB = 1 << 20


class Side:
    """One of the three that are compared."""

    def __init__(self, name, command, arguments=()):
        self.name, self.command, self.arguments = name, command, list(arguments)

    def start(self, script):
        command = [self.command, str(HERE / script), *self.arguments]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def figures(self, script, count):
        """What a script that measures itself prints."""
        p = subprocess.run([self.command, str(HERE / script), *self.arguments], capture_output=True, text=True,
                           env={**os.environ, "N": str(count)}, timeout=600)
        if p.returncode:
            raise RuntimeError((p.stderr.strip().splitlines() or ["no message"])[-1])
        return json.loads(p.stdout.splitlines()[-1])


class Server:
    """A server process, and what /proc says of it."""

    def __init__(self, side, script):
        self.process = side.start(script)
        line = self.process.stdout.readline().split()
        if line[:1] != ["port"]:
            self.process.kill()
            raise RuntimeError(f"{side.name} does not serve")
        self.address = ("127.0.0.1", int(line[1]))
        self.proc = pathlib.Path("/proc", str(self.process.pid))

    def cpu(self):
        return int((self.proc / "schedstat").read_text().split()[0]) / 1e9

    def rss(self):
        return int((self.proc / "statm").read_text().split()[1]) * resource.getpagesize()

    def descriptors(self):
        return len(os.listdir(self.proc / "fd"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


def exchange(sock, message):
    sock.sendall(message)
    got = 0
    while got < len(message):
        data = sock.recv(len(message) - got)
        if not data:
            raise RuntimeError("the server closed a connection")
        got += len(data)


def echo(side, script, connections, messages):
    """CPU seconds of the server a message. All connections send one, then all answers are read, and so on: the server
    always has several to look after, as a busy one has."""
    message = b"x" * 63 + b"\n"
    with Server(side, script) as server:
        socks = [socket.create_connection(server.address) for _ in range(connections)]
        for s in socks:
            s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            exchange(s, message)
        start = server.cpu()
        for _ in range(messages // connections):
            for s in socks:
                s.send(message)
            for s in socks:
                if len(s.recv(64)) != 64:
                    raise RuntimeError("an answer in pieces")
        cpu = server.cpu() - start
        for s in socks:
            s.close()
    return {"server CPU a message, us": cpu / messages * 1e6}


def idle(side, count):
    """Memory of a server with so many connections that have exchanged a line and wait for the next."""
    with Server(side, "io_echo_server.py") as server:
        before = server.rss()
        socks = []
        for _ in range(count):
            s = socket.create_connection(server.address)
            exchange(s, b"hello\n")
            socks.append(s)
        after = server.rss()
        for s in socks:
            s.close()
    return {"resident, MB": after / MB, "of which a connection, KB": (after - before) / count / 1024}


def open_close(side, count):
    """Connections opened and closed one after the other: CPU, and what is left behind."""
    with Server(side, "io_echo_server.py") as server:
        def connections(n):
            for _ in range(n):
                with socket.create_connection(server.address) as s:
                    exchange(s, b"hello\n")
        connections(count // 10)
        time.sleep(0.2)
        files, memory, start = server.descriptors(), server.rss(), server.cpu()
        connections(count)
        cpu = server.cpu() - start
        time.sleep(0.2)
        return {
            "server CPU a connection, us": cpu / count * 1e6,
            "memory left, KB": (server.rss() - memory) / 1024,
            "descriptors left": server.descriptors() - files,
        }


def sleeping(side, count):
    got = side.figures("io_sleeping_tasks.py", count)
    return {
        "resident, MB": got["memory"] / MB,
        "made and finished, CPU s": got["made_and_finished"],
        "cancelled, CPU s": got["cancelled"],
    }


def children(side, count):
    got = side.figures("io_subprocesses.py", count)
    return {
        "CPU a child, us": got["cpu"] * 1e6,
        "memory left, KB": got["grown"] / 1024,
        "descriptors left": got["descriptors"],
    }


def uvloop_side(base):
    """CPython with uvloop, installed if need be; None when it cannot be had."""
    venv = HERE.parent / "target" / "bench-uvloop"
    python = venv / "bin" / "python"
    try:
        if not python.exists():
            subprocess.run([base, "-m", "venv", str(venv)], check=True, capture_output=True)
        if subprocess.run([python, "-c", "import uvloop"], capture_output=True).returncode:
            subprocess.run([python, "-m", "pip", "install", "-q", "uvloop"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as e:
        print(f"without uvloop: {e}")
        return None
    return Side("uvloop", str(python), ["--uvloop"])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--bin", required=True)
    ap.add_argument("--base", default=sys.executable)
    ap.add_argument("--only", default="")
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--quick", action="store_true", help="a tenth of everything")
    a = ap.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    part = 10 if a.quick else 1
    sides = [Side("taipan", a.bin), Side("CPython", a.base), uvloop_side(a.base)]
    sides = [s for s in sides if s]
    measures = {
        "echo on streams, 50 connections, 64 bytes": lambda s: echo(s, "io_echo_server.py", 50, 200_000 // part),
        "echo on a protocol, 50 connections, 64 bytes": lambda s: echo(s, "io_echo_protocol.py", 50, 200_000 // part),
        f"{10_000 // part} idle connections": lambda s: idle(s, 10_000 // part),
        f"{20_000 // part} connections opened and closed": lambda s: open_close(s, 20_000 // part),
        f"{1_000_000 // part} sleeping tasks": lambda s: sleeping(s, 1_000_000 // part),
        f"{10_000 // part} short children": lambda s: children(s, 10_000 // part),
    }
    for title, measure in measures.items():
        if a.only not in title:
            continue
        print(title, flush=True)
        best = {}
        for _ in range(a.rounds):
            for side in sides:
                try:
                    for name, value in measure(side).items():
                        row = best.setdefault(name, {})
                        row[side.name] = min(value, row.get(side.name, value))
                except (RuntimeError, OSError, ValueError, subprocess.TimeoutExpired) as e:
                    print(f"    {side.name} FAILS: {e}")
        for name, row in best.items():
            mine = row.get("taipan")
            text = f"    {name:30}"
            for side in sides:
                value = row.get(side.name)
                text += f"  {side.name} " + (f"{value:9.2f}" if value is not None else "        -")
                if side.name != "taipan" and value and mine and "left" not in name:
                    text += f" (x{value / mine:.2f})"
            print(text, flush=True)


main()
