import gc

gc.collect()
gc.set_debug(gc.DEBUG_SAVEALL)
a = ["kept"]
a.append(a)
del a
gc.collect()
gc.set_debug(0)
print([x[0] for x in gc.garbage if isinstance(x, list) and x and x[0] == "kept"])  # expect: ['kept']
gc.garbage.clear()
