import warnings
warnings.showwarning = lambda m, cat, file, line, *a: print("warned", m)
async def f(): pass
try:
    f().send(None)
except StopIteration:
    pass
f().close()
try:
    f().throw(ValueError)
except ValueError:
    pass
print("end")  # expect: end
