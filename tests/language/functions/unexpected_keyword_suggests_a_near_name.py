def f(timeout=1): pass
try:
    f(timeuot=2)
except TypeError as e:
    print(e)  # expect: f() got an unexpected keyword argument 'timeuot'. Did you mean 'timeout'?
try:
    f(colour=2)
except TypeError as e:
    print(e)  # expect: f() got an unexpected keyword argument 'colour'
