pair = [1 2]

# expect stderr:     pair = [1 2]
# expect stderr:             ^^^
# expect stderr: SyntaxError: invalid syntax. Perhaps you forgot a comma?
# expect exit: 1
