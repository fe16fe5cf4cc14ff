d = e = {"a": 1}
d.clear()
print(e, len(e), bool(e))  # expect: {} 0 False
