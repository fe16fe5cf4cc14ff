#!/usr/bin/env python3
"""Makes the picture of a session in the README.

    python3 -m venv target/screenshot
    target/screenshot/bin/pip install pyte
    target/screenshot/bin/python docs/screenshot/make.py target/release/taipan

Runs the program given in a pseudo-terminal, types the lines of session.txt, lets a terminal emulator (pyte) read what comes
back, and writes its screen to session.svg. Nothing is drawn by hand: what the picture shows is what the program wrote.

In session.txt each line is typed and followed by Enter once the prompt is there; a block ends with an empty line. `@wait
SECONDS` lets time pass, `@type TEXT` types without Enter, `@tab` presses Tab.
"""

import fcntl
import html
import os
import pty
import select
import shutil
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

import pyte

COLUMNS, ROWS = 100, 44
HERE = Path(__file__).resolve().parent

# A dark theme: the 16 colours by pyte's names.
COLOURS = {
    "default": "#d4d7dd", "black": "#2b303b", "red": "#e06c75", "green": "#98c379", "brown": "#e5c07b", "blue": "#61afef",
    "magenta": "#c678dd", "cyan": "#56b6c2", "white": "#d4d7dd", "brightblack": "#7f848e", "brightred": "#e06c75",
    "brightgreen": "#98c379", "brightbrown": "#e5c07b", "brightyellow": "#e5c07b", "brightblue": "#61afef",
    "brightmagenta": "#c678dd", "brightcyan": "#56b6c2", "brightwhite": "#ffffff",
}
BACKGROUND = "#1e2127"
CELL_WIDTH, LINE_HEIGHT, MARGIN, FONT_SIZE = 8.4, 18, 16, 14


class Session:
    """The program in a pseudo-terminal, and the screen of the terminal."""

    def __init__(self, program, directory):
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.screen)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(directory)
            environment = {"PATH": os.environ["PATH"], "HOME": directory, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
            os.execve(program, ["taipan"], environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def read(self, seconds):
        """Reads what comes within so many seconds."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self.fd], [], [], left)[0]:
                break
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                break
            if b"\x1b[6n" in data:
                os.write(self.fd, f"\x1b[{self.screen.cursor.y + 1};{self.screen.cursor.x + 1}R".encode())
            self.stream.feed(data)

    def line(self):
        return self.screen.display[self.screen.cursor.y][: self.screen.cursor.x]

    def await_prompt(self):
        """Waits until the line is an empty prompt."""
        end = time.monotonic() + 20
        while self.line().rstrip() not in (">>>", "..."):
            if time.monotonic() > end:
                raise SystemExit("no prompt:\n" + "\n".join(self.screen.display))
            self.read(0.05)
        self.read(0.1)

    def type(self, text):
        # Key by key, as somebody would: what belongs to a paste does not happen.
        for key in text:
            os.write(self.fd, key.encode())
            self.read(0.01)

    def play(self, lines):
        lines = iter(lines)
        for line in lines:
            word, _, rest = line.partition(" ")
            if word == "@wait":
                self.read(float(rest))
            elif word == "@type":
                self.await_prompt()
                self.type(rest)
                self.read(0.5)
            elif word == "@tab":
                self.type("\t")
                self.read(0.5)
            elif line.endswith(":"):
                # A block goes on to an empty line, and is pasted: typed, it would be indented twice.
                block = [line, *iter(lambda: next(lines, ""), "")]
                self.await_prompt()
                os.write(self.fd, ("\x1b[200~" + "\n".join(block) + "\n\x1b[201~\r").encode())
                self.read(0.3)
            else:
                self.await_prompt()
                self.type(line + "\r")


def runs(line):
    """The cells of a line, joined where they look alike: (column, text, cell)."""
    found = []
    for column in range(COLUMNS):
        cell = line[column]
        look = (cell.fg, cell.bold, cell.italics, cell.underscore, cell.reverse)
        if found and found[-1][2] == look:
            found[-1][1].append(cell.data)
        else:
            found.append((column, [cell.data], look))
    return [(column, "".join(text), look) for column, text, look in found]


def svg(screen):
    last = max((row for row in range(ROWS) if screen.display[row].strip()), default=0)
    width = COLUMNS * CELL_WIDTH + 2 * MARGIN
    height = (last + 1) * LINE_HEIGHT + 2 * MARGIN
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}">',
        f'<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>',
        f'<g font-family="ui-monospace, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="{FONT_SIZE}" '
        'xml:space="preserve">',
    ]
    for row in range(last + 1):
        y = MARGIN + (row + 0.75) * LINE_HEIGHT
        for column, text, (colour, bold, italics, underscore, reverse) in runs(screen.buffer[row]):
            if not text.strip() and not reverse:
                continue
            x = MARGIN + column * CELL_WIDTH
            fill = COLOURS.get(colour, f"#{colour}" if len(colour) == 6 else COLOURS["default"])
            if reverse:
                top = MARGIN + row * LINE_HEIGHT
                size = f'width="{len(text) * CELL_WIDTH:g}" height="{LINE_HEIGHT}"'
                out.append(f'<rect x="{x:g}" y="{top:g}" {size} fill="{fill}"/>')
                fill = BACKGROUND
            style = ' font-weight="bold"' if bold else ""
            style += ' font-style="italic"' if italics else ""
            style += ' text-decoration="underline"' if underscore else ""
            # The length pins every cell to its place, whatever font there is.
            length = f'textLength="{len(text) * CELL_WIDTH:g}" lengthAdjust="spacingAndGlyphs"'
            out.append(f'<text x="{x:g}" y="{y:g}" fill="{fill}"{style} {length}>{html.escape(text)}</text>')
    out.append("</g></svg>")
    return "\n".join(out) + "\n"


def main():
    program = os.path.abspath(sys.argv[1])
    directory = tempfile.mkdtemp(prefix="taipan-screenshot-")
    try:
        session = Session(program, directory)
        session.play((HERE / "session.txt").read_text().splitlines())
        session.read(0.5)
        (HERE / "session.svg").write_text(svg(session.screen))
        print("\n".join(line.rstrip() for line in session.screen.display).rstrip())
        os.close(session.fd)
        os.waitpid(session.pid, 0)
    finally:
        shutil.rmtree(directory)


main()
