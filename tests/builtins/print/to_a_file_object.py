import io
out = io.StringIO()
print("hello", 5, file=out, sep=", ", end=".")
print(repr(out.getvalue()))  # expect: 'hello, 5.'
class W:
    def __init__(self): self.parts = []
    def write(self, s): self.parts.append(s)
w = W()
print("a", "b", file=w)
print(w.parts)  # expect: ['a', ' ', 'b', '\n']
