n = 255
print(f"{n:d} {n:x} {n:X} {n:o} {n:b} {n:c} {n:n}")
print(f"{n:#x} {n:#X} {n:#o} {n:#b}", f"{-n:x} {-n:#b}")

# expect:
# 255 ff FF 377 11111111 ÿ 255
# 0xff 0XFF 0o377 0b11111111 -ff -0b11111111
