import sys

n = sys.stdout.write("four")
sys.stdout.write(f" {n}\n")

# expect:
# four 4
