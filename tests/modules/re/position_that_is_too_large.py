# A position past what the machine counts to is an OverflowError, whatever the string is.
import re
import sys

for string in ["xxx", b"xxx"]:
    try:
        re.compile("x").match(string, sys.maxsize + 1)
    except OverflowError as e:
        print(e)
# expect: Python int too large to convert to C ssize_t
# expect: Python int too large to convert to C ssize_t
print(re.compile("x").match("xxx", 1, sys.maxsize).span())  # expect: (1, 2)
