import sys
sys.exit("fatal: no luck")
# expect stderr: fatal: no luck
# expect exit: 1
