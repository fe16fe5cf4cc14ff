a = [1, "x", [None, (2,)], {"k": [True]}]
print(a)  # expect: [1, 'x', [None, (2,)], {'k': [True]}]
r = [1]
r.append(r)
print(r)  # expect: [1, [...]]
t = ([],)
t[0].append(t)
print(t)  # expect: ([(...)],)
