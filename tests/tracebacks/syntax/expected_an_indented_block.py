def f():
print("not indented")

# expect stderr:     print("not indented")
# expect stderr:     ^^^^^
# expect stderr: IndentationError: expected an indented block after function definition on line 1
# expect exit: 1
