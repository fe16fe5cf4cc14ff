values = [1, 2 # expect error: SyntaxError: '[' was never closed
print(values)
# expect stderr:              ^
# expect stderr: SyntaxError: '[' was never closed
