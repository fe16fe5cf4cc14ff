def f(a, b, a):
    pass

# expect stderr:     def f(a, b, a):
# expect stderr:                 ^
# expect stderr: SyntaxError: duplicate argument 'a' in function definition
# expect exit: 1
