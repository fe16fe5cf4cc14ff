import _replaced
print(_replaced.answer)  # expect: 42
