import atexit, os, sys

atexit.register(print, "never printed")
print("flushed by hand")
sys.stdout.flush()
try:
    os._exit(6)
finally:
    print("never printed")

# expect:
# flushed by hand

# expect exit: 6
