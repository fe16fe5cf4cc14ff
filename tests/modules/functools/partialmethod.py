from functools import partialmethod
class A:
    def set(self, k, v): self.state = (k, v)
    on = partialmethod(set, "power", True)
a = A()
a.on()
print(a.state)  # expect: ('power', True)
