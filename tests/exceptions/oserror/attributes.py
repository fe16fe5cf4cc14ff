e = OSError(2, "No such thing", "a.txt")
print(e.errno, e.strerror, e.filename, e.filename2, e.args, e)  # expect: 2 No such thing a.txt None (2, 'No such thing') [Errno 2] No such thing: 'a.txt'
f = OSError("just text")
print(f.errno, f.strerror, f, f.args)  # expect: None None just text ('just text',)
g = OSError(5, "x", "a", None, "b")
print(g, g.filename2)  # expect: [Errno 5] x: 'a' -> 'b' b
print(OSError(1, "y"), repr(OSError(1, "y")))  # expect: [Errno 1] y PermissionError(1, 'y')
