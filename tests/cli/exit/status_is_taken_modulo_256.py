import sys

sys.exit(256 + 5)

# expect exit: 5
