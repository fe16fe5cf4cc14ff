import sys

print("out")
print("err", file=sys.stderr)
sys.stderr.write("more err\n")

# expect:
# out

# expect stderr: err
# expect stderr: more err
