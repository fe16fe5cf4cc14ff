class C: pass
try:
    format(C(), "5")
except TypeError as e:
    print(e)  # expect: unsupported format string passed to C.__format__
