# What runs in a comprehension sees its variables, and leaves none behind.
print([eval("x * 2") for x in (1, 2)])  # expect: [2, 4]
print(["x" in locals() for x in (1,)], "x" in locals())  # expect: [True] False
