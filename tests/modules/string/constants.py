import string
print(string.ascii_lowercase, string.ascii_uppercase[:5])  # expect: abcdefghijklmnopqrstuvwxyz ABCDE
print(string.digits, string.hexdigits, string.octdigits)  # expect: 0123456789 0123456789abcdefABCDEF 01234567
print(len(string.punctuation), len(string.printable))  # expect: 32 100
print(repr(string.whitespace), string.ascii_letters[24:28])  # expect: ' \t\n\r\x0b\x0c' yzAB
print(string.punctuation)  # expect: !"#$%&'()*+,-./:;<=>?@[\]^_`{|}~
