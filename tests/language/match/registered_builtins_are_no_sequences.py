import collections.abc
collections.abc.Sequence.register(str)
for subject in ["ab", b"ab", bytearray(b"ab"), (1, 2), range(2), memoryview(b"ab")]:
    match subject:
        case [*_, last]:
            print(type(subject).__name__, "sequence", last)
        case _:
            print(type(subject).__name__, "other")
# expect:
# str other
# bytes other
# bytearray other
# tuple sequence 2
# range sequence 1
# memoryview sequence 98
