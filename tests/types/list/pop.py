a = [1, 2, 3, 4]
print(a.pop(), a.pop(0), a.pop(-1), a)  # expect: 4 1 3 [2]
try:
    a.pop(5)
except IndexError as e:
    print(e)  # expect: pop index out of range
a.pop()
try:
    a.pop()
except IndexError as e:
    print(e)  # expect: pop from empty list
