async def work():
    pass

work()
print("done")

# expect:
# done

# expect stderr:   work()
# expect stderr: RuntimeWarning: Enable tracemalloc to get the object allocation traceback
