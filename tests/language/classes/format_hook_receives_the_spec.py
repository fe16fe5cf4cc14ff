class C:
    def __format__(self, spec): return f"<{spec}>"
c = C()
print(format(c), format(c, "abc"), f"{c:x>{3}}", "{:%d}".format(c))  # expect: <> <abc> <x>3> <%d>
