"""A helper."""
print("helper runs as", __name__)
value = 1
_private = 2
def double(x): return x * 2
