import operator as o
a = [1, 2]
o.setitem(a, 0, 9)
b = o.iadd(a, [3])
o.delitem(a, 1)
print(a, b is a, o.getitem(a, 0), o.ior({1}, {2}), o.length_hint("abc"))  # expect: [9, 3] True 9 {1, 2} 3
