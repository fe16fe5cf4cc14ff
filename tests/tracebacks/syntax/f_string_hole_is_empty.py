x = f"value {}"

# expect stderr:     x = f"value {}"
# expect stderr:                  ^
# expect stderr: SyntaxError: f-string: valid expression required before '}'
# expect exit: 1
