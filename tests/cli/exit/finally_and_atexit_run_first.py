import atexit, sys

atexit.register(print, "registered first")
atexit.register(print, "registered last")
try:
    sys.exit(9)
finally:
    print("finally")

# expect:
# finally
# registered last
# registered first

# expect exit: 9
