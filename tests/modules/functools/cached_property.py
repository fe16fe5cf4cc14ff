from functools import cached_property
class A:
    @cached_property
    def value(self):
        print("computed")
        return 42
a = A()
print(a.value, a.value, vars(a))
del a.value
print(a.value)

# expect:
# computed
# 42 42 {'value': 42}
# computed
# 42
