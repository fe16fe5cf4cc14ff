x = 1
y = (x + ) # expect error: SyntaxError: invalid syntax
# expect stderr:              ^
# expect stderr: SyntaxError: invalid syntax
