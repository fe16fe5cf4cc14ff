print "hello"

# expect stderr:     print "hello"
# expect stderr:     ^^^^^^^^^^^^^
# expect stderr: SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?
# expect exit: 1
