from contextlib import closing, nullcontext
class R:
    def close(self): print("closed")
with closing(R()) as r:
    print(type(r).__name__)
with nullcontext(5) as x, nullcontext() as y:
    print(x, y)

# expect:
# R
# closed
# 5 None
