a, b = map(int, input().split())
print(a + b)
# stdin: 3 4
# expect: 7
