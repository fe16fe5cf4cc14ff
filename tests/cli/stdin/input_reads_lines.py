# stdin: Ada
# stdin:   two words
a = input()
b = input("name? ")
print(repr(a), repr(b))

# expect:
# name? 'Ada' '  two words'
