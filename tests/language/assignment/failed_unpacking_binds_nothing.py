a = b = "old"
try:
    a, b = [1]
except ValueError:
    pass
print(a, b)  # expect: old old
