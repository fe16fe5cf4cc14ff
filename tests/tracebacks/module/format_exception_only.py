import traceback

e = ValueError("two\nlines")
e.add_note("a note")
print(traceback.format_exception_only(e))  # expect: ['ValueError: two\nlines\n', 'a note\n']
print(traceback.format_exception_only(KeyError("k")))  # expect: ["KeyError: 'k'\n"]
