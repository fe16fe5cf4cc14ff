with memoryview(b"abc") as m:
    print(m.tobytes())  # expect: b'abc'
m[0]  # expect error: ValueError: operation forbidden on released memoryview object
