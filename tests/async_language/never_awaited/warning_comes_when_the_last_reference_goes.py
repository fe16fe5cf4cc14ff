import warnings
warnings.showwarning = lambda m, cat, file, line, *a: print("warned", m, "line", line)
async def f(): pass
c = f()
print("held")
c = None
print("end")
# expect:
# held
# warned coroutine 'f' was never awaited line 6
# end
