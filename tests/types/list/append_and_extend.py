a = [1]
print(a.append(2), a.extend("ab"), a.extend(x for x in (5, 6)))  # expect: None None None
print(a)  # expect: [1, 2, 'a', 'b', 5, 6]
a.extend(a)
print(len(a))  # expect: 12
a += (9,)
print(a[-1])  # expect: 9
try:
    a.extend(5)
except TypeError as e:
    print(e)  # expect: 'int' object is not iterable
