import os
import select
import socket

a, b = socket.socketpair()
read, write = os.pipe()
print(select.select([a, read], [], [], 0))  # expect: ([], [], [])
b.send(b"x")
os.write(write, b"y")
print(select.select([a, read], [b], [], 5) == ([a, read], [b], []))  # expect: True
os.close(read)
os.close(write)
a.close()
b.close()
wrong = [
    lambda: select.select(1, [], []),
    lambda: select.select([], [], [], "x"),
    lambda: select.select([], [], [], -1),
    lambda: select.select(["x"], [], []),
    lambda: select.select([-1], [], []),
    lambda: select.select([9999], [], []),
]
for call in wrong:
    try:
        call()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
# expect:
# TypeError arguments 1-3 must be sequences
# TypeError timeout must be a float or None
# ValueError timeout must be non-negative
# TypeError argument must be an int, or have a fileno() method.
# ValueError file descriptor cannot be a negative integer (-1)
# ValueError filedescriptor out of range in select()
