for a in (17, -17, 10**22 + 1, -10**22 - 1):
    for b in (5, -5, 10**11 + 3, -10**11 - 3):
        q, r = divmod(a, b)
        assert q * b + r == a and q == a // b and r == a % b
        assert (0 <= r < b) if b > 0 else (b < r <= 0)
print("ok")  # expect: ok
