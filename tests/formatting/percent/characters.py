print("%c%c%c" % ("a", 98, 0x20ac), "%5c|%-5c|" % ("x", "y"))  # expect: ab€     x|y    |
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: "%c" % "ab"))  # expect: TypeError: %c requires int or char
print(error(lambda: "%c" % 0x110000))  # expect: OverflowError: %c arg not in range(0x110000)
print(error(lambda: "%c" % 1.5))  # expect: TypeError: %c requires int or char
