import sys

try:
    sys.exit(3)
except SystemExit as e:
    print("caught", e.code)  # expect: caught 3
try:
    sys.exit((1, 2))
except SystemExit as e:
    print("caught", e.code, e.args)  # expect: caught (1, 2) (1, 2)
print("went on")  # expect: went on
