def m():
    print("message made")  # expect: message made
    return "m"
assert True, m()
try:
    assert False, m()
except AssertionError as e:
    print(e)  # expect: m
