def error(v, spec):
    try:
        format(v, spec)
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error("a", "d"))
print(error("a", "+"))
print(error("a", "=5"))
print(error("a", ","))
print(error("a", "#"))
print(error("a", " "))
print(error("a", "z"))
print(error("a", "05.x"))

# expect:
# ValueError: Unknown format code 'd' for object of type 'str'
# ValueError: Sign not allowed in string format specifier
# ValueError: '=' alignment not allowed in string format specifier
# ValueError: Cannot specify ',' with 's'.
# ValueError: Alternate form (#) not allowed in string format specifier
# ValueError: Space not allowed in string format specifier
# ValueError: Negative zero coercion (z) not allowed in string format specifier
# ValueError: Format specifier missing precision
