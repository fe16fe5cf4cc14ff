print(format(3.14159, ".2f"), format(255, "x"), format("a", ">3"))  # expect: 3.14 ff   a
print(format(5), format([1]), format(None, ""))  # expect: 5 [1] None
class A:
    def __format__(self, spec): return f"<{spec}>"
print(format(A(), "any thing"), f"{A():%H}", "{:q}".format(A()))  # expect: <any thing> <%H> <q>
format([1], "5")  # expect error: TypeError: unsupported format string passed to list.__format__
