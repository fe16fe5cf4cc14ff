class A:
    @property
    def x(self):
        return self.x

    def __getattr__(self, name):
        return getattr(self, name + "_")

for get in (lambda: A().x, lambda: A().y):
    try:
        get()
    except RecursionError:
        print("RecursionError")

# expect:
# RecursionError
# RecursionError
