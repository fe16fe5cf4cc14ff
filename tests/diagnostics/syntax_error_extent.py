def extent(source):
    try:
        compile(source, "no such file", "exec")
    except SyntaxError as e:
        return e.offset, e.end_offset, e.text
print(extent("a b c"))  # expect: (3, 4, 'a b c\n')
print(extent("'abc"))  # expect: (1, 1, "'abc")
print(extent("x = 'abc"))  # expect: (5, 5, "x = 'abc")
print(extent("x = 5 + €"))  # expect: (9, 9, 'x = 5 + €')
print(extent("x = ("))  # expect: (5, 0, 'x = (\n')
print(extent('x = """abc'))  # expect: (5, 5, 'x = """abc')
