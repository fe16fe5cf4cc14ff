import warnings
warnings.simplefilter("error")
for src in ("x is 1", "'\\d'", "assert (1, 'always')", "1()", "[1]['a']"):
    try:
        compile(src, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg)
# expect:
# "is" with 'int' literal. Did you mean "=="?
# invalid escape sequence '\d'
# assertion is always true, perhaps remove parentheses?
# 'int' object is not callable; perhaps you missed a comma?
# list indices must be integers or slices, not str; perhaps you missed a comma?
