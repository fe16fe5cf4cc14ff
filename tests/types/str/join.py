print(",".join(["a", "b", "c"]), "".join("xyz"), repr("-".join([])))  # expect: a,b,c xyz ''
print("-".join(["one"]))  # expect: one
print("ab".join(("1", "2", "3")), ", ".join(str(i) for i in range(4)))  # expect: 1ab2ab3 0, 1, 2, 3
print("-".join({"k": 1, "l": 2}))  # expect: k-l
