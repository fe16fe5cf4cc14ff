print("a,b,,c".split(","), ",".split(","), "".split(","))  # expect: ['a', 'b', '', 'c'] ['', ''] ['']
print("a--b--c".split("--"), "aaa".split("aa"))  # expect: ['a', 'b', 'c'] ['', 'a']
print("a,b,c".split(",", 1), "a,b".split(",", 0), "a,b".split(",", -1))  # expect: ['a', 'b,c'] ['a,b'] ['a', 'b']
print("a,b,c".split(sep=",", maxsplit=1))  # expect: ['a', 'b,c']
try:
    "a".split("")
except ValueError as e:
    print(e)  # expect: empty separator
