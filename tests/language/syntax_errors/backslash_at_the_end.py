# A program always ends with a line end, an expression does not.
for mode in ("exec", "eval"):
    for text in ("\\", "1 \\", " \\", "(\\", "1 \\\n", "f(\\\n", "1\\ 2"):
        try:
            compile(text, "text", mode)
        except SyntaxError as error:
            print(mode, repr(text), error.msg, error.offset, error.end_offset)

# expect:
# exec '\\' unexpected EOF while parsing 2 -1
# exec '1 \\' unexpected EOF while parsing 4 -1
# exec ' \\' unexpected EOF while parsing 3 -1
# exec '(\\' '(' was never closed 1 0
# exec '1 \\\n' unexpected EOF while parsing 4 -1
# exec 'f(\\\n' '(' was never closed 2 0
# exec '1\\ 2' unexpected character after line continuation character 3 0
# eval '\\' unexpected character after line continuation character 1 0
# eval '1 \\' unexpected character after line continuation character 3 0
# eval ' \\' unexpected character after line continuation character 2 0
# eval '(\\' unexpected character after line continuation character 2 0
# eval '1 \\\n' unexpected EOF while parsing 4 -1
# eval 'f(\\\n' '(' was never closed 2 0
# eval '1\\ 2' unexpected character after line continuation character 3 0
