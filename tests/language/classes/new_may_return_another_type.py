class C:
    def __new__(cls, x):
        print("new", x)
        return x if x < 0 else super().__new__(cls)
    def __init__(self, x):
        print("init", x)
print(C(-1))
print(type(C(1)).__name__)
# expect:
# new -1
# -1
# new 1
# init 1
# C
