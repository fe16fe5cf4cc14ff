import sys

try:
    sys.exit(False)
except SystemExit as e:
    print(e.code, e.args)  # expect: False (False,)
sys.exit(True)

# expect exit: 1
