@lambda f: f() * 2
def answer():
    return 21
print(answer)  # expect: 42
