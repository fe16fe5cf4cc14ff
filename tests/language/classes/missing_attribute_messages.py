class C:
    total = 1
for read in (lambda: C().nothing, lambda: C.nothing, lambda: (1).nothing, lambda: None.nothing):
    try:
        read()
    except AttributeError as e:
        print(e)
# expect:
# 'C' object has no attribute 'nothing'
# type object 'C' has no attribute 'nothing'
# 'int' object has no attribute 'nothing'
# 'NoneType' object has no attribute 'nothing'
