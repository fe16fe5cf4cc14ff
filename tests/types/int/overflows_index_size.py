def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: [1][10**30]))  # expect: IndexError: cannot fit 'int' into an index-sized integer
print(error(lambda: "ab" * 10**30))  # expect: OverflowError: cannot fit 'int' into an index-sized integer
print([1, 2, 3][:10**30])  # expect: [1, 2, 3]
print(error(lambda: len(range(10**30))))  # expect: OverflowError: Python int too large to convert to C ssize_t
