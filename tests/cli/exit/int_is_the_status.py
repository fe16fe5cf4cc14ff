import sys

print("leaving")  # expect: leaving
sys.exit(42)

# expect exit: 42
