def repeat(n):
    def deco(f):
        def run(*a, **k):
            run.calls += 1
            return [f(*a, **k) for _ in range(n)]
        run.calls = 0
        return run
    return deco
@repeat(3)
def hi(name, mark="!"):
    return name + mark
print(hi("a"), hi("b", mark="?"))  # expect: ['a!', 'a!', 'a!'] ['b?', 'b?', 'b?']
print(hi.calls)  # expect: 2
