x = 1
print(rf"\n{x}", f"\t{x}".strip(), f"\x41{x}", f"\N{BULLET}{x}")  # expect: \n1 1 A1 •1
print(f"{'\n'!r}", Rf"\{x}")  # expect: '\n' \1
