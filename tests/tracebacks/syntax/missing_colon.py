x = 1
if x == 1
    print("one")

# expect stderr:     if x == 1
# expect stderr:              ^
# expect stderr: SyntaxError: expected ':'
# expect exit: 1
