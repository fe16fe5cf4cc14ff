from dataclasses import dataclass, field
@dataclass
class Bag:
    items: list = field(default_factory=list)
    n: int = field(default=3, repr=False, compare=False)
a, b = Bag(), Bag()
a.items.append(1)
print(a, b, a.n, Bag([1], 5) == a, Bag.n, hasattr(Bag, "items"))  # expect: Bag(items=[1]) Bag(items=[]) 3 True 3 False
