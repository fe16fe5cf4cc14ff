from itertools import count, cycle, repeat, islice
print(list(islice(count(), 3)), list(islice(count(5, -2), 3)))  # expect: [0, 1, 2] [5, 3, 1]
print(list(islice(count(0.5, 0.5), 3)), count(3))  # expect: [0.5, 1.0, 1.5] count(3)
print(list(islice(cycle("ab"), 5)), list(cycle([])))  # expect: ['a', 'b', 'a', 'b', 'a'] []
print(list(repeat("x", 3)), repeat(5, 2), list(repeat(1, -1)))  # expect: ['x', 'x', 'x'] repeat(5, 2) []
