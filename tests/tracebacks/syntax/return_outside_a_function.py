x = 1
return x

# expect stderr:     return x
# expect stderr:     ^^^^^^^^
# expect stderr: SyntaxError: 'return' outside function
# expect exit: 1
