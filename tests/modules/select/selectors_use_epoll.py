import selectors
import socket

a, b = socket.socketpair()
with selectors.DefaultSelector() as selector:
    print(type(selector).__name__)  # expect: EpollSelector
    selector.register(a, selectors.EVENT_READ, "a")
    selector.register(b, selectors.EVENT_READ | selectors.EVENT_WRITE, "b")
    print([(key.data, events) for key, events in selector.select(0)])  # expect: [('b', 2)]
    selector.modify(b, selectors.EVENT_READ)
    b.send(b"x")
    print([(key.data, events) for key, events in selector.select()])  # expect: [('a', 1)]
    selector.unregister(a)
    print(selector.select(0.01))  # expect: []
a.close()
b.close()
