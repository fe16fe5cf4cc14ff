a = []
b = a
print(id(a) == id(b), id(a) == id([]), type(id(a)).__name__)  # expect: True False int
