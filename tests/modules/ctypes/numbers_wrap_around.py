# The simple types of ctypes: their sizes, and values that wrap around.
from ctypes import c_int8, c_long, c_uint8, c_uint32, sizeof

print(sizeof(c_long), sizeof(c_uint32))  # expect: 8 4
print(c_int8(200).value, c_uint8(-1).value, c_uint32(2**32 + 5).value)  # expect: -56 255 5
try:
    c_long("1")
except TypeError as e:
    print("TypeError")  # expect: TypeError
