import sys

print("on stdout")
sys.exit("on stderr")

# expect:
# on stdout

# expect stderr: on stderr
# expect exit: 1
