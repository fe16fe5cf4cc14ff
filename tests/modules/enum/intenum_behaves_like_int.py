from enum import IntEnum
class N(IntEnum):
    ONE = 1
    TWO = 2
print(N.ONE + 1, N.TWO > N.ONE, N.ONE == 1, sorted([N.TWO, N.ONE]))  # expect: 2 True True [<N.ONE: 1>, <N.TWO: 2>]
print(N.TWO, repr(N.TWO), f"{N.TWO}", f"{N.TWO:03d}")  # expect: 2 <N.TWO: 2> 2 002
print([10, 20][N.ONE], isinstance(N.ONE, int), N(2), {1: "a"}[N.ONE])  # expect: 20 True 2 a
