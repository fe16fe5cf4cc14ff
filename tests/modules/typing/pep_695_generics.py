class Stack[T]:
    def __init__(self): self.items: list[T] = []
    def push(self, x: T) -> None: self.items.append(x)
def first[T](xs: list[T]) -> T: return xs[0]
type Pair[T] = tuple[T, T]
s = Stack[int]()
s.push(1)
print(s.items, first([7, 8]), Stack.__type_params__, Pair.__name__, Pair)  # expect: [1] 7 (T,) Pair Pair
