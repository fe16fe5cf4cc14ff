def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

print(error(sum, None, "start"))  # expect: TypeError: 'NoneType' object is not iterable
print(error(sum, [], "start"))  # expect: TypeError: sum() can't sum strings [use ''.join(seq) instead]
