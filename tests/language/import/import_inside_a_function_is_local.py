def f():
    import _listed
    return _listed.shown
print(f(), "_listed" in globals())  # expect: 1 False
