async def forgotten(): pass
forgotten()
print("end")  # expect: end
# expect stderr:   forgotten()
# expect stderr: RuntimeWarning: Enable tracemalloc to get the object allocation traceback
