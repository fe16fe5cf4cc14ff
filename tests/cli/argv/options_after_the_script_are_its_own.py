# args: -c -m -h --version
import sys

print(sys.argv[1:])  # expect: ['-c', '-m', '-h', '--version']
