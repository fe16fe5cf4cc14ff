a = {1, 2, 3}
print(a.union([4], (5,)), a.intersection(range(3)))  # expect: {1, 2, 3, 4, 5} {1, 2}
print(a.difference([1], [2]), a.symmetric_difference("3"[:0]))  # expect: {3} {1, 2, 3}
print(a.issubset(range(5)), a.issuperset([1]), a.isdisjoint([9, 8]), a.union())  # expect: True True True {1, 2, 3}
