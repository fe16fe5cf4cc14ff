class A:
    def __format__(self, spec): return "spec=" + repr(spec)
print("{} {:x y}".format(A(), A()), "{:{}}".format(A(), "n"))  # expect: spec='' spec='x y' spec='n'
