def f():
    try:
        try:
            return "value"
        finally:
            print("inner")  # expect: inner
    finally:
        print("outer")  # expect: outer
print(f())  # expect: value
