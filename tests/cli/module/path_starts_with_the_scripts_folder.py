import os, sys

print(os.path.realpath(sys.path[0]) == os.path.realpath(os.path.dirname(__file__)))  # expect: True
