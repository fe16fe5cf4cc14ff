for n in (0, -1, 2**31, 2**63, -2**63, 2**64, 3**200, -7**150):
    assert int(str(n)) == n
    assert int(hex(n), 16) == n
    assert int(bin(n), 2) == n
    assert int(oct(n), 8) == n
    assert eval(repr(n)) == n
print("round trips")  # expect: round trips
