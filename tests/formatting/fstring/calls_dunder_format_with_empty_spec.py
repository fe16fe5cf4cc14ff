class A:
    def __format__(self, spec): return f"format({spec!r})"
    def __str__(self): return "str"
    def __repr__(self): return "repr"
a = A()
print(f"{a} {a:x} {a!s} {a!r}", "%s" % a, format(a))  # expect: format('') format('x') str repr str format('')
