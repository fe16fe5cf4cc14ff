import re
def error(pattern):
    try:
        re.compile(pattern)
    except re.error as e:
        return str(e)
print(error("("))  # expect: missing ), unterminated subpattern at position 0
print(error(")"))  # expect: unbalanced parenthesis at position 0
print(error("[a"))  # expect: unterminated character set at position 0
print(error("*a"))  # expect: nothing to repeat at position 0
print(error("a**"))  # expect: multiple repeat at position 2
print(error("(?P<1>a)"))  # expect: bad character in group name '1' at position 4
print(error("(?P<n>a)(?P<n>b)"))  # expect: redefinition of group name 'n' as group 2; was group 1 at position 12
print(error("\\"))  # expect: bad escape (end of pattern) at position 0
print(error("a{3,2}"))  # expect: min repeat greater than max repeat at position 2
print(error("(?<=a+)b"))  # expect: look-behind requires fixed-width pattern
print(error("[z-a]"))  # expect: bad character range z-a at position 1
print(error(r"\1"))  # expect: invalid group reference 1 at position 1
