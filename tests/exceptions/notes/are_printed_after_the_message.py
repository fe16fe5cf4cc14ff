e = ValueError("x")
e.add_note("a hint")
e.add_note("two\nlines")
raise e
# expect stderr: ValueError: x
# expect stderr: a hint
# expect stderr: two
# expect stderr: lines
# expect exit: 1
