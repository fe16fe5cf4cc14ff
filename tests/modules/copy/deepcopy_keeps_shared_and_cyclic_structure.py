import copy
shared = [1]
a = [shared, shared]
a.append(a)
b = copy.deepcopy(a)
print(b[0] is b[1], b[0] is shared, b[2] is b)  # expect: True False True
t = (1, "x")
print(copy.deepcopy(t) is t, copy.copy(t) is t, copy.deepcopy(len) is len)  # expect: True True True
