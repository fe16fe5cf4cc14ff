try:
    compile("x\0y", "<t>", "exec")
except SyntaxError as e:
    print(e.msg)  # expect: source code string cannot contain null bytes
try:
    compile("x", "<t>", "other")
except ValueError as e:
    print(e)  # expect: compile() mode must be 'exec', 'eval' or 'single'
