def error(v, spec):
    try:
        format(v, spec)
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(5, "s"))
print(error(5, ".2d"))
print(error(5, ",x"))
print(error(5, "q"))
print(error(5, "+c"))
print(error(-1, "c"))
print(error(5, ",_"))
print(error(5, "5 5"))
print(error(5, "#c"))
print(error(5, "zd"))

# expect:
# ValueError: Unknown format code 's' for object of type 'int'
# ValueError: Precision not allowed in integer format specifier
# ValueError: Cannot specify ',' with 'x'.
# ValueError: Unknown format code 'q' for object of type 'int'
# ValueError: Sign not allowed with integer format specifier 'c'
# OverflowError: %c arg not in range(0x110000)
# ValueError: Cannot specify both ',' and '_'.
# ValueError: Invalid format specifier '5 5' for object of type 'int'
# ValueError: Alternate form (#) not allowed with integer format specifier 'c'
# ValueError: Negative zero coercion (z) not allowed in integer format specifier
