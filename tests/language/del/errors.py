x = {}
for src in ("del x['k']", "del x.y", "del (1).real", "del 'abc'[0]"):
    try:
        exec(src)
    except (KeyError, AttributeError, TypeError) as e:
        print(type(e).__name__, e)
# expect:
# KeyError 'k'
# AttributeError 'dict' object has no attribute 'y' and no __dict__ for setting new attributes
# AttributeError attribute 'real' of 'int' objects is not writable
# TypeError 'str' object doesn't support item deletion
