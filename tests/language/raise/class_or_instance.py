try:
    raise ValueError
except ValueError as e:
    print(repr(e), e.args)  # expect: ValueError() ()
try:
    raise ValueError(1, "two")
except ValueError as e:
    print(repr(e), e, e.args)  # expect: ValueError(1, 'two') (1, 'two') (1, 'two')
