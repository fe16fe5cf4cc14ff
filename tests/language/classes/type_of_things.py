class C: pass
print(type(C) is type, type(type) is type, type(C()) is C, type(object) is type)  # expect: True True True True
print(C.__bases__, object.__bases__)  # expect: (<class 'object'>,) ()
