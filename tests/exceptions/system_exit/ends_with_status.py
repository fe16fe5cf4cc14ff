import sys
print("before")
sys.exit(3)
print("never")
# expect: before
# expect exit: 3
