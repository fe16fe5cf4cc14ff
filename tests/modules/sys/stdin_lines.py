import sys
print([line.rstrip("\n") for line in sys.stdin])
# stdin: first
# stdin: second
# expect: ['first', 'second']
