print(x for x in range(3), 1)

# expect stderr:     print(x for x in range(3), 1)
# expect stderr:           ^^^^^^^^^^^^^^^^^^^
# expect stderr: SyntaxError: Generator expression must be parenthesized
# expect exit: 1
