d = {"k": [1, 2]}
print(f"{d["k"]} {", ".join(str(n) for n in d["k"])}")  # expect: [1, 2] 1, 2
print(f"{f"{f"{1 + 1}"}"}!")  # expect: 2!
print(f'{'a' 'b'} {"\n".join(["x", "y"])!r}')  # expect: ab 'x\ny'
