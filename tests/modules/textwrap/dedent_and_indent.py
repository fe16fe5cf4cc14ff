import textwrap
print(repr(textwrap.dedent("    a\n      b\n\n    c\n")))  # expect: 'a\n  b\n\nc\n'
print(repr(textwrap.indent("a\n\nb\n", "> ")))  # expect: '> a\n\n> b\n'
print(repr(textwrap.indent("a\n\nb", "+", lambda l: True)))  # expect: '+a\n+\n+b'
print(repr(textwrap.dedent("\ta\n b")))  # expect: '\ta\n b'
