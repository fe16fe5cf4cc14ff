import operator as o
print(o.add(1, 2), o.sub(5, 3), o.mul(2, "ab"), o.truediv(1, 2))  # expect: 3 2 abab 0.5
print(o.floordiv(7, 2), o.mod(7, 4), o.neg(3), o.not_(0))  # expect: 3 3 -3 True
print(o.and_(6, 3), o.xor(6, 3), o.lshift(1, 4), o.eq(1, 1.0))  # expect: 2 5 16 True
print(o.lt(1, 2), o.is_(None, None), o.contains([1], 1))  # expect: True True True
print(o.concat([1], [2]), o.pow(2, 5), o.index(True))  # expect: [1, 2] 32 1
print(o.countOf("banana", "a"), o.indexOf([5, 6], 6))  # expect: 3 1
