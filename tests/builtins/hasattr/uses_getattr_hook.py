class A:
    def __getattr__(self, name):
        print("asked", name)
        if name == "yes":
            return 1
        raise AttributeError(name)
print(hasattr(A(), "yes"), hasattr(A(), "no"))

# expect:
# asked yes
# asked no
# True False
