def look(f):
    return "f" in globals()
@look
def f(): pass
print(f)  # expect: False
