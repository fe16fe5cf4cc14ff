import sys
print(sys.get_int_max_str_digits())  # expect: 4300
sys.set_int_max_str_digits(0)
print(len(str(10**5000)))  # expect: 5001
