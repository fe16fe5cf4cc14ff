name = "no end
print(name)

# expect stderr:     name = "no end
# expect stderr:            ^
# expect stderr: SyntaxError: unterminated string literal (detected at line 1)
# expect exit: 1
