class A:
    def f(self): return super().nothing  # expect error: AttributeError: 'super' object has no attribute 'nothing'
A().f()
