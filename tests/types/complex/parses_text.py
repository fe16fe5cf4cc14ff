print(complex("1+2j"), complex("-j"), complex(" 3 "))  # expect: (1+2j) -1j (3+0j)
print(complex("(1-2j)"), complex("1e2j"))  # expect: (1-2j) 100j
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: complex("1 + 2j")))  # expect: ValueError: complex() arg is a malformed string
print(error(lambda: complex("abc")))  # expect: ValueError: complex() arg is a malformed string
print(error(lambda: complex("1", 2)))  # expect: TypeError: complex() can't take second arg if first is a string
print(error(lambda: complex(1, "2")))  # expect: TypeError: complex() second arg can't be a string
