import os
import select

read, write = os.pipe()
p = select.poll()
p.register(read)
p.register(write, select.POLLOUT)
print(p.poll(0) == [(write, select.POLLOUT)])  # expect: True
os.write(write, b"x")
print(p.poll() == [(read, select.POLLIN), (write, select.POLLOUT)])  # expect: True
p.modify(write, 0)
p.unregister(read)
print(p.poll(5))  # expect: []
for call in (lambda: p.modify(read, 1), lambda: p.unregister(read), lambda: p.register(read, -1), lambda: p.poll("x")):
    try:
        call()
    except (OSError, KeyError, ValueError, TypeError) as e:
        print(type(e).__name__)
# expect:
# FileNotFoundError
# KeyError
# ValueError
# TypeError
p = select.poll()
p.register(read)
os.close(write)
print(p.poll() == [(read, select.POLLIN | select.POLLHUP)])  # expect: True
os.close(read)
print(p.poll() == [(read, select.POLLNVAL)])  # expect: True
