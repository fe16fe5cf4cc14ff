values = (1, 2]

# expect stderr:     values = (1, 2]
# expect stderr:                   ^
# expect stderr: SyntaxError: closing parenthesis ']' does not match opening parenthesis '('
# expect exit: 1
