class A:
    def __init__(self, x): self.x = x
    @classmethod
    def make(cls): return [cls.__name__]
class B(A):
    def __init__(self): super().__init__(5)
    @classmethod
    def make(cls): return super().make() + ["B"]
print(B().x, B.make())  # expect: 5 ['B', 'B']
