import sys
print(repr(sys.stdin.readline()), repr(sys.stdin.read()))
# stdin: a b
# stdin: c
# expect: 'a b\n' 'c\n'
