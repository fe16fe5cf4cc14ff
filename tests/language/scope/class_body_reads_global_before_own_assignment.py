x = "module"
class C:
    before = x
    x = "class"
    after = x
print(C.before, C.after)  # expect: module class
