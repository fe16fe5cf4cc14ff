import _listed
try:
    _listed.nope
except AttributeError as e:
    print(e)  # expect: module '_listed' has no attribute 'nope'
