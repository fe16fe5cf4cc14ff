def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

class Sized:
    def __len__(self):
        print("len")
        return -1
    def __iter__(self):
        print("iter")
        return iter("ab")
print(error(lambda: [*Sized()]))
print(error(lambda: (1, *Sized())))
print(error(lambda: sorted({*Sized()})))
print(error(lambda: print(*Sized())))
print(error(lambda: print(1, *Sized())))
# expect:
# iter
# len
# ValueError: __len__() should return >= 0
# iter
# len
# ValueError: __len__() should return >= 0
# iter
# ['a', 'b']
# iter
# len
# ValueError: __len__() should return >= 0
# iter
# len
# ValueError: __len__() should return >= 0
