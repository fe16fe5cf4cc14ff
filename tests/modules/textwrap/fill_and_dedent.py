import textwrap

text = "The quick brown fox jumps over the lazy dog. " * 2
print(textwrap.fill(text, 40, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten(text, 30))
print(repr(textwrap.dedent("   a\n     b\n   c")))
print(repr(textwrap.indent("a\n\nb", "> ")))

# expect:
# * The quick brown fox jumps over the
#   lazy dog. The quick brown fox jumps
#   over the lazy dog.
# The quick brown fox [...]
# 'a\n  b\nc'
# '> a\n\n> b'
