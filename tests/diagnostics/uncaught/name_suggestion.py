def f():
    counter = 1
    return countr # expect error: NameError: name 'countr' is not defined. Did you mean: 'counter'?
f()
# expect stderr: Traceback (most recent call last):
# expect stderr:     f()
# expect stderr:     ~^^
# expect stderr:            ^^^^^^
# expect stderr: NameError: name 'countr' is not defined. Did you mean: 'counter'?
