# A comprehension in a class body may mention super; there is no class yet.
class A:
    names = [super.__name__ for _ in (1,)]


print(A.names)  # expect: ['super']
