nan = float("nan")
print(nan in [nan], float("nan") in [nan], 1 in [True], 1.0 in [1], "a" in ["ab"])
class A:
    def __eq__(self, other):
        print("eq")
        return False
x = A()
print(x in [x])
print(A() in [x])

# expect:
# True False True True False
# True
# eq
# False
