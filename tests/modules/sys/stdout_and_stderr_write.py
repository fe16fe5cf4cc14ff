import sys
n = sys.stdout.write("out\n")
print(n, sys.stdout.writable())
sys.stdout.flush()
sys.stderr.write("err line\n")
print("also err", file=sys.stderr)
# expect: out
# expect: 4 True
# expect stderr: err line
# expect stderr: also err
