def g():
    try:
        yield 1
    finally:
        print("cleanup")  # expect: cleanup
it = g()
next(it)
it.close()
it.close()
print(next(it, "over"))  # expect: over
fresh = g()
fresh.close()
print("fresh closed silently")  # expect: fresh closed silently
