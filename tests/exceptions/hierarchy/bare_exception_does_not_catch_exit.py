try:
    try:
        raise KeyboardInterrupt("stop")
    except Exception:
        print("wrong")
except BaseException as e:
    print(type(e).__name__, e)  # expect: KeyboardInterrupt stop
print(issubclass(SystemExit, Exception), issubclass(StopAsyncIteration, Exception))  # expect: False True
