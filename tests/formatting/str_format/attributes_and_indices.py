class P: x, y = 1, [10, 20]
print("{0.x} {0.y[1]} {p.y}".format(P(), p=P()))  # expect: 1 20 [10, 20]
print("{0[key]} {0[0]}".format({"key": "v", 0: "zero"}), "{[1]}".format("abc"))  # expect: v zero b
print("{0[a b]}".format({"a b": 1}), "{.real}".format(3))  # expect: 1 3
