class A:
    @classmethod
    def make(cls): return cls.__name__
    @staticmethod
    def help(x): return x + 1
class B(A):
    @classmethod
    def make(cls): return "sub " + super().make()
    @staticmethod
    def help(x): return super(B, B).help(x) * 10
print(B.make(), B.help(1))  # expect: sub B 20
