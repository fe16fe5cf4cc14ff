import socket

a, b = socket.socketpair()
with a, b, a.makefile("w", encoding="utf-8") as out, b.makefile("r", encoding="utf-8") as lines:
    print("first", file=out)
    print("zwölf", file=out, flush=True)
    print(lines.readline(), end="")  # expect: first
    print(lines.readline(), end="")  # expect: zwölf
    out.close()
    a.close()
    print(repr(lines.read()))  # expect: ''
