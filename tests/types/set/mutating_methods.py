a = {1}
a.add(2)
a.add(1)
a.update([3, 4], {5})
a.discard(99)
a.remove(1)
print(a)  # expect: {2, 3, 4, 5}
a.intersection_update([2, 3, 9])
print(a)  # expect: {2, 3}
a.difference_update([2])
a.symmetric_difference_update([3, 7])
print(a)  # expect: {7}
a.clear()
print(a)  # expect: set()
