print(memoryview(b"abc")[1], bytes(memoryview(b"abc")[::-1]))  # expect: 98 b'cba'
print(list(memoryview(b"ab")), len(memoryview(b"abcd")))  # expect: [97, 98] 4
