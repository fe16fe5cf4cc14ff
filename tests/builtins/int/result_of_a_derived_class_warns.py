import warnings

warnings.simplefilter("error")


class Number(int):
    pass


class Convertible:
    def __int__(self):
        return Number(7)

    def __index__(self):
        return True


for convert in int, bin:
    try:
        convert(Convertible())
    except DeprecationWarning as e:
        print(str(e).split(".")[0])
# expect:
# __int__ returned non-int (type Number)
# __index__ returned non-int (type bool)
