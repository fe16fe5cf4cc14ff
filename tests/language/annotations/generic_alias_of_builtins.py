print(list[int], dict[str, list[int]], tuple[int, ...], list[int]([1]), list[int].__origin__, list[int].__args__)
# expect: list[int] dict[str, list[int]] tuple[int, ...] [1] <class 'list'> (<class 'int'>,)
print(int | None, int | str | int, isinstance(5, int | str), isinstance("x", int | None))
# expect: int | None int | str True False
