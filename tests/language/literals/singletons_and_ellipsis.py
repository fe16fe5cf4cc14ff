print(..., None, True, False, Ellipsis is ..., __debug__)  # expect: Ellipsis None True False True True
print(type(...), bool(...), NotImplemented)  # expect: <class 'ellipsis'> True NotImplemented
