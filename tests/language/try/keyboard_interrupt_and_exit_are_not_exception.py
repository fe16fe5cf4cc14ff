for exc in (KeyboardInterrupt, SystemExit, GeneratorExit):
    try:
        try:
            raise exc
        except Exception:
            print("never")
    except BaseException as e:
        print(type(e).__name__)
# expect:
# KeyboardInterrupt
# SystemExit
# GeneratorExit
