s = {7}
print(s.pop(), s)  # expect: 7 set()
s.pop()  # expect error: KeyError: 'pop from an empty set'
