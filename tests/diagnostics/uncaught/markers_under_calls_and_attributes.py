def f(x): return x
f(1) + f(None).missing # expect error: AttributeError: 'NoneType' object has no attribute 'missing'
# expect stderr: Traceback (most recent call last):
# expect stderr:            ^^^^^^^^^^^^^^^
# expect stderr: AttributeError: 'NoneType' object has no attribute 'missing'
