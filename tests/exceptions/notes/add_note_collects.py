e = ValueError("x")
print(hasattr(e, "__notes__"))  # expect: False
e.add_note("first")
e.add_note("second")
print(e.__notes__, e)  # expect: ['first', 'second'] x
e.add_note(5)  # expect error: TypeError: note must be a str, not 'int'
