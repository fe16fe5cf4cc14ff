print(None)  # expect: None
print(repr(None), str(None))  # expect: None None
print(bool(None))  # expect: False
print(type(None)() is None)  # expect: True
print(None == 0, None == False, None == None)  # expect: False False True
print(type(None).__name__)  # expect: NoneType
