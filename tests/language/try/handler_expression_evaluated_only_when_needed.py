def t(x):
    print("evaluated", x.__name__)
    return x
try:
    pass
except t(ValueError):
    pass
try:
    raise KeyError
except t(ValueError):
    pass
except t(KeyError):
    print("caught")
except t(TypeError):
    pass
# expect:
# evaluated ValueError
# evaluated KeyError
# caught
