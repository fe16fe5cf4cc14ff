names = {}
exec("x = '''a\r\nb\rc'''\r\ny = 1\rz = 2", names)
print(repr(names["x"]), names["y"], names["z"])  # expect: 'a\nb\nc' 1 2
