x = 1
print(f"{{}} {{{x}}} {{x}} \x41 \N{BULLET}")  # expect: {} {1} {x} A •
print(rf"\n{x}\d", f"\t{x}".encode(), fr'{x}\{x}')  # expect: \n1\d b'\t1' 1\1
