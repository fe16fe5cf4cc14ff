d = {"a": 1}
print(f"{d["a"]} {"x".join(["1", "2"])} {f"{f"{1}"}"}")  # expect: 1 1x2 1
