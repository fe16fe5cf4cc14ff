for src in ("f'{1:q}'", "f'{\"a\":d}'", "f'{none}'", "f'{[]:5}'"):
    try:
        eval(src)
    except (ValueError, TypeError, NameError) as e:
        print(type(e).__name__, e)
# expect:
# ValueError Unknown format code 'q' for object of type 'int'
# ValueError Unknown format code 'd' for object of type 'str'
# NameError name 'none' is not defined
# TypeError unsupported format string passed to list.__format__
