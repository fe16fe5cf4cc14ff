e = ValueError("v")
e.add_note("a note")
e.add_note("two\nlines")
raise e
# expect exit: 1
# expect stderr: Traceback (most recent call last):
# expect stderr:     raise e
# expect stderr: ValueError: v
# expect stderr: a note
# expect stderr: two
# expect stderr: lines
