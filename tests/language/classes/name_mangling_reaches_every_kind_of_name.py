class _Odd:
    def f(self, __arg=1):
        __local = 2
        import sys as __mod
        return sorted(locals())
    def g(self):
        return __missing
print([n for n in _Odd().f()])  # expect: ['_Odd__arg', '_Odd__local', '_Odd__mod', 'self']
try:
    _Odd().g()
except NameError as e:
    print(e)  # expect: name '_Odd__missing' is not defined
