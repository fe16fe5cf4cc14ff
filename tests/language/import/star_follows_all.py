from _listed import *
print(shown, _under, "hidden" in globals())  # expect: 1 2 False
