def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

print(error(lambda: {[], print("evaluated")}))
print(error(lambda: {print("first"), []}))
# expect:
# evaluated
# TypeError: unhashable type: 'list'
# first
# TypeError: unhashable type: 'list'
