# Registering str as an abstract Sequence does not make it one to `match`.
import collections.abc

for subject in "ab", b"ab", bytearray(b"ab"), [1, 2]:
    match subject:
        case [_, _]:
            print("sequence")
        case _:
            print(type(subject).__name__)
# expect:
# str
# bytes
# bytearray
# sequence
