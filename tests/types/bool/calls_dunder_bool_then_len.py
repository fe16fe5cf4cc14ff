class A:
    def __bool__(self):
        print("bool")
        return False
    def __len__(self):
        print("len")
        return 1
class B:
    def __len__(self):
        print("len of B")
        return 0
class C: pass
print(bool(A()))
print(bool(B()))
print(bool(C()))

# expect:
# bool
# False
# len of B
# False
# True
