# stdin: a
# stdin: b
import sys

print(repr(sys.stdin.readline()))  # expect: 'a\n'
print(repr(sys.stdin.read()))  # expect: 'b\n'
print(repr(sys.stdin.read()))  # expect: ''
