# stdin: 3
# stdin: 4
# stdin: 5
import sys

print(sum(int(line) for line in sys.stdin))  # expect: 12
