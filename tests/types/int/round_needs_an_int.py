def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

print(error((255).__round__, None))  # expect: TypeError: 'NoneType' object cannot be interpreted as an integer
print(round(255, None), (255).__round__(), (255).__round__(-1))  # expect: 255 255 260
import unicodedata
print(error(unicodedata.name, ""))  # expect: TypeError: name() argument 1 must be a unicode character, not str
