def f(x):
    class C:
        y = x
        def get(self):
            return x
    return C
print(f(4).y, f(5)().get())  # expect: 4 5
