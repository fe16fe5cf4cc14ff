import sys

print(len(sys.argv), type(sys.argv).__name__, type(sys.argv[0]).__name__)  # expect: 1 list str
