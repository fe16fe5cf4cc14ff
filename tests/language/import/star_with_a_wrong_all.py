try:
    from _bad_all import *
except AttributeError as e:
    print(e)  # expect: module '_bad_all' has no attribute 'nothing'
