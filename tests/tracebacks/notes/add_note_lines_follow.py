e = ValueError("bad value")
e.add_note("first note")
e.add_note("second note\nover two lines")
raise e

# expect stderr: Traceback (most recent call last):
# expect stderr:     raise e
# expect stderr: ValueError: bad value
# expect stderr: first note
# expect stderr: second note
# expect stderr: over two lines
# expect exit: 1
