print("a\tb\\n\x41\u00e9\U0001F600\101\N{GREEK SMALL LETTER ALPHA}\
 joined", repr('\0\a\b\f\v\r'))
print('it''s', "it's", 'say "hi"', repr("it's"), repr('both \' and "'))
# expect:
# a	b\nAé😀Aα joined '\x00\x07\x08\x0c\x0b\r'
# its it's say "hi" "it's" 'both \' and "'
