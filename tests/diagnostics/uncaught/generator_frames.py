def g():
    yield 1
    raise KeyError("g") # expect error: KeyError: 'g'
def h():
    yield from g()
list(h())
# expect stderr: Traceback (most recent call last):
# expect stderr:     list(h())
# expect stderr:     ~~~~^^^^^
# expect stderr:     yield from g()
# expect stderr:     ^^^^^^^^^^^^^^^^^^^
# expect stderr: KeyError: 'g'
