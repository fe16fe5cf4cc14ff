class A:
    def __imul__(self, other):
        return "imul", other


a = A()
a *= "text"
print(a)  # expect: ('imul', 'text')
