from operator import itemgetter, attrgetter, methodcaller
class P:
    def __init__(self, x): self.x = x; self.inner = self
print(itemgetter(1)("abc"), itemgetter(0, 2)("abc"))  # expect: b ('a', 'c')
print(itemgetter("k")({"k": 5}))  # expect: 5
print(itemgetter(slice(1, 3))([1, 2, 3, 4]), attrgetter("x")(P(4)))  # expect: [2, 3] 4
print(attrgetter("inner.x", "x")(P(3)))  # expect: (3, 3)
print(methodcaller("replace", "a", "b")("aa"))  # expect: bb
print(methodcaller("split", sep=",")("1,2"))  # expect: ['1', '2']
print(sorted([("b", 1), ("a", 2)], key=itemgetter(0)))  # expect: [('a', 2), ('b', 1)]
print(max([{"n": 1}, {"n": 3}], key=itemgetter("n")))  # expect: {'n': 3}
