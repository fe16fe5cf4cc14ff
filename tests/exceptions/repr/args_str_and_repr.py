for e in (ValueError(), ValueError("x"), ValueError("a", 1), ValueError(None), ValueError(("t",)), KeyError("k"), KeyError("k", 2), KeyError(), StopIteration(5), Exception("it's")):
    print(repr(e), "|", str(e), "|", e.args)

# expect:
# ValueError() |  | ()
# ValueError('x') | x | ('x',)
# ValueError('a', 1) | ('a', 1) | ('a', 1)
# ValueError(None) | None | (None,)
# ValueError(('t',)) | ('t',) | (('t',),)
# KeyError('k') | 'k' | ('k',)
# KeyError('k', 2) | ('k', 2) | ('k', 2)
# KeyError() |  | ()
# StopIteration(5) | 5 | (5,)
# Exception("it's") | it's | ("it's",)
