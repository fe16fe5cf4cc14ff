print(repr(input()))
print(repr(input("prompt> ")))
try:
    input()
except EOFError as e:
    print(type(e).__name__, e)
# stdin: hello
# stdin: second line
# expect:
# 'hello'
# prompt> 'second line'
# EOFError EOF when reading a line
