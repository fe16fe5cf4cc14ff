import array

for code, value in [
    ("b", 128), ("b", 2**15), ("b", 2**63), ("B", -1), ("B", 2**63), ("h", 2**15), ("H", 2**16), ("H", 2**31),
    ("i", -2**31 - 1), ("i", 2**63), ("I", -1), ("I", 2**32), ("I", 2**64), ("l", 2**63), ("L", -1), ("L", 2**64),
    ("q", 2**63), ("Q", -1), ("Q", 2**64),
]:
    try:
        array.array(code, [value])
    except OverflowError as e:
        print(code, e)

# expect:
# b signed char is greater than maximum
# b signed short integer is greater than maximum
# b Python int too large to convert to C long
# B unsigned byte integer is less than minimum
# B Python int too large to convert to C long
# h signed short integer is greater than maximum
# H unsigned short is greater than maximum
# H signed integer is greater than maximum
# i signed integer is less than minimum
# i Python int too large to convert to C long
# I can't convert negative value to unsigned int
# I unsigned int is greater than maximum
# I Python int too large to convert to C unsigned long
# l Python int too large to convert to C long
# L can't convert negative value to unsigned int
# L Python int too large to convert to C unsigned long
# q int too big to convert
# Q can't convert negative int to unsigned
# Q int too big to convert
