def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

print(error(lambda: {[]: print("value")}))
print(error(lambda: {[]: 1, print("second key"): 2}))
print(error(lambda: {[]: 1, **print("not reached")}))
# expect:
# value
# TypeError: unhashable type: 'list'
# second key
# TypeError: unhashable type: 'list'
# TypeError: unhashable type: 'list'
