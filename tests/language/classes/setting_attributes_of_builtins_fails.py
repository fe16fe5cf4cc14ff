for do in (lambda: setattr(1, "x", 2), lambda: setattr([], "append", 2), lambda: setattr(int, "x", 2), lambda: setattr(object(), "x", 1)):
    try:
        do()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
# expect:
# AttributeError 'int' object has no attribute 'x' and no __dict__ for setting new attributes
# AttributeError 'list' object attribute 'append' is read-only
# TypeError cannot set 'x' attribute of immutable type 'int'
# AttributeError 'object' object has no attribute 'x' and no __dict__ for setting new attributes
