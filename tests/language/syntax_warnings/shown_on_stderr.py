text = """value = 5
if value is 5:
    print("run all the same", "\\d" == "\\\\d")
"""
exec(compile(text, "<demo>", "exec"))  # expect: run all the same True

# expect stderr: <demo>:3: SyntaxWarning: invalid escape sequence '\d'
# expect stderr: <demo>:2: SyntaxWarning: "is" with 'int' literal. Did you mean "=="?
