class D:
    def __set_name__(self, owner, name): print(owner.__name__, name)
class C:
    b = D()
    a = D()
    c = a
# expect:
# C b
# C a
# C c
