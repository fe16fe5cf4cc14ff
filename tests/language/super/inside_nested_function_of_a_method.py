class A:
    def v(self): return 1
class B(A):
    def v(self):
        def inner():
            return super(B, self).v()
        return inner(), __class__.__name__
print(B().v())  # expect: (1, 'B')
