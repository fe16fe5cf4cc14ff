print(len(str(10**4299)))  # expect: 4300
try:
    str(10**4300)
except ValueError as e:
    print(e)  # expect: Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit
try:
    int("1" * 4301)
except ValueError as e:
    print(e)  # expect: Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; use sys.set_int_max_str_digits() to increase the limit
print(int("1" * 4300) % 9)  # expect: 7
print(len(hex(10**5000)))  # expect: 4155
