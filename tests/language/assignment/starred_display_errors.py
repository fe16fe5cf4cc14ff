for src in ("[*1]", "{**1}", "{*None}"):
    try:
        eval(src)
    except TypeError as e:
        print(e)
# expect:
# Value after * must be an iterable, not int
# 'int' object is not a mapping
# 'NoneType' object is not iterable
