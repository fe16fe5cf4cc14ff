print(b"%d %s %x" % (5, b"abc", 255), b"%c%c" % (65, b"B"))  # expect: b'5 abc ff' b'AB'
print(b"%5.1f|" % 2.25, b"%a" % "é")  # expect: b'  2.2|' b"'\\xe9'"
try:
    b"%s" % "text"
except TypeError as e:
    print(e)  # expect: %b requires a bytes-like object, or an object that implements __bytes__, not 'str'
