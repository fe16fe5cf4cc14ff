import sys

print(sys.get_int_max_str_digits())  # expect: 4300
x = 10**5000
try:
    str(x)
except ValueError as e:
    print("Exceeds the limit" in str(e))  # expect: True
try:
    int("1" * 5000)
except ValueError as e:
    print("Exceeds the limit" in str(e))  # expect: True
print(len(hex(x)), x.bit_length())  # expect: 4155 16610
