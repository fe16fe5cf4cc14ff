class A:
    def m(self): return super().nothing
try:
    A().m()
except AttributeError as e:
    print(e)  # expect: 'super' object has no attribute 'nothing'
