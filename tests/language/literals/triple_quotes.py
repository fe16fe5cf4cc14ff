s = """line "one"
  line 'two' \
continued
"""
print(repr(s))  # expect: 'line "one"\n  line \'two\' continued\n'
