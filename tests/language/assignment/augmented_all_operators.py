x = 7
x += 3; x -= 1; x *= 4; x //= 2; x %= 11; x **= 2
print(x)  # expect: 49
x = 6
x <<= 2; x |= 1; x &= 29; x ^= 4; x >>= 1
print(x)  # expect: 14
x = 9
x /= 2
print(x)  # expect: 4.5
