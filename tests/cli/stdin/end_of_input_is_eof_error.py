# stdin: only line
print(input())  # expect: only line
try:
    input()
except EOFError as e:
    print(e)  # expect: EOF when reading a line
