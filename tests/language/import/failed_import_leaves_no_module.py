import sys
for _ in range(2):
    try:
        import _broken
    except ValueError as e:
        print(e, "_broken" in sys.modules)
# expect:
# broken at import False
# broken at import False
