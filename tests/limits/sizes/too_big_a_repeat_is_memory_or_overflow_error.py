for action in (lambda: "x" * (2**62), lambda: [0] * (2**62), lambda: (0,) * (2**100), lambda: b"x" * (2**63)):
    try:
        action()
    except (MemoryError, OverflowError):
        print("refused")
print("went on")

# expect:
# refused
# refused
# refused
# refused
# went on
