import textwrap
text = "The quick brown fox jumps over the lazy dog near averyveryverylongword."
print(textwrap.wrap(text, 20))
print(textwrap.fill(text, width=30, initial_indent="* ", subsequent_indent="  "))
print(textwrap.wrap("", 10), textwrap.wrap("abcdefghij", 4))
print(textwrap.wrap("abcdefghij k", 4, break_long_words=False))

# expect:
# ['The quick brown fox', 'jumps over the lazy', 'dog near averyveryve', 'rylongword.']
# * The quick brown fox jumps
#   over the lazy dog near
#   averyveryverylongword.
# [] ['abcd', 'efgh', 'ij']
# ['abcdefghij', 'k']
