import string
print(string.capwords("hello  wORLD it's"), string.capwords("a-b-c", "-"))  # expect: Hello World It's A-B-C
