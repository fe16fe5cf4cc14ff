for f in (lambda: 1 < "a", lambda: [] >= (), lambda: None < None, lambda: {} > {}, lambda: 1j <= 2):
    try:
        f()
    except TypeError as e:
        print(e)
# expect:
# '<' not supported between instances of 'int' and 'str'
# '>=' not supported between instances of 'list' and 'tuple'
# '<' not supported between instances of 'NoneType' and 'NoneType'
# '>' not supported between instances of 'dict' and 'dict'
# '<=' not supported between instances of 'complex' and 'int'
