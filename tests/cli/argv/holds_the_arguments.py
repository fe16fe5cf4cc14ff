# args: one --two 3
import sys

print(len(sys.argv), sys.argv[1:])  # expect: 4 ['one', '--two', '3']
