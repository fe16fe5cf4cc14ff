class I:
    def __index__(self): return 2
print("hello"[I():], [1, 2, 3, 4][:I()], repr("ab"[I():]))  # expect: llo [1, 2] ''
try:
    "abc"[1.0:]
except TypeError as e:
    print(e)  # expect: slice indices must be integers or None or have an __index__ method
