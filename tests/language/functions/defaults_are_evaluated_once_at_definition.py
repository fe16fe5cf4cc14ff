def note(x):
    print("evaluated", x)  # expect: evaluated []
    return x
def f(a=note([])):
    a.append(len(a))
    return a
print("defined")  # expect: defined
print(f())  # expect: [0]
print(f())  # expect: [0, 1]
print(f.__defaults__)  # expect: ([0, 1],)
