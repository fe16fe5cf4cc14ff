class Box[T]:
    def __init__(self, v): self.v = v
    def get[U](self, u: U) -> T: return self.v
print(Box.__type_params__, Box(4).get(1), Box[int].__origin__ is Box, Box[int](5).v)  # expect: (T,) 4 True 5
print([b.__name__ for b in Box.__mro__])  # expect: ['Box', 'Generic', 'object']
class Sub(Box[int]): pass
print(Sub(1).get(0), Sub.__bases__ == (Box,), Sub.__orig_bases__[0].__args__)  # expect: 1 True (<class 'int'>,)
