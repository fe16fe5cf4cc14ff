n = 100
n += 10; n -= 5; n *= 2; n //= 3; n %= 50; n **= 3; n <<= 2; n >>= 1; n |= 1; n &= 0xfff; n ^= 0xff
print(n)  # expect: 3710
n /= 4
print(n)  # expect: 927.5
