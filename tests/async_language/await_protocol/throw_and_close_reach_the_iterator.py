class It:
    def __await__(self): return self
    def __iter__(self): return self
    def __next__(self): return "next"
    def send(self, v): return ("send", v)
    def throw(self, e):
        print("throw", repr(e))
        return "recovered"
    def close(self): print("close")
async def f(): await It()
c = f()
print(c.send(None))
print(c.send(1))
print(c.throw(ValueError("v")))
c.close()
# expect:
# next
# ('send', 1)
# throw ValueError('v')
# recovered
# close
