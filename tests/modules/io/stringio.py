import io
s = io.StringIO("one\ntwo\n")
print(repr(s.readline()), s.read(), s.getvalue() == "one\ntwo\n")
print(s.tell(), s.seek(0), list(s))
w = io.StringIO()
print(w.write("abc"), w.seek(1), w.write("X"), w.getvalue())
print(w.truncate(2), w.getvalue())
w.close()
w.read()  # expect error: ValueError: I/O operation on closed file

# expect:
# 'one\n' two
#  True
# 8 0 ['one\n', 'two\n']
# 3 1 1 aXc
# 2 aX
