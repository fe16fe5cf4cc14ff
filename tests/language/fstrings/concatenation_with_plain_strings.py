x = 1
print("{x} " f"{x} " "{x} " rf"\{x}")  # expect: {x} 1 {x} \1
