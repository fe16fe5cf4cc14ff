class M:
    def __init__(self, n): self.n = n
    def __enter__(self):
        print("enter", self.n)
        return self.n * 10
    def __exit__(self, *a): print("exit", self.n)
with M(1) as a, M(2) as b, M(3):
    print(a, b)
with (M(4) as c, M(5),):
    print(c)
# expect:
# enter 1
# enter 2
# enter 3
# 10 20
# exit 3
# exit 2
# exit 1
# enter 4
# enter 5
# 40
# exit 5
# exit 4
