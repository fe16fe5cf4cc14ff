values = [1, 2,
print(values)

# expect stderr:     values = [1, 2,
# expect stderr:              ^
# expect stderr: SyntaxError: '[' was never closed
# expect exit: 1
