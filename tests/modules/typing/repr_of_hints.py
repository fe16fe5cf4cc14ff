from typing import Optional, Union, Any, Callable, Literal, List, Dict
print(Any, Optional[int] == Union[int, None], Union[int, str] == Union[str, int])  # expect: typing.Any True True
print(Callable[[int], str], Literal["a", 1], List[int], Dict[str, int])  # expect: typing.Callable[[int], str] typing.Literal['a', 1] typing.List[int] typing.Dict[str, int]
print(int | None, list[int], dict[str, list[int]], tuple[int, ...])  # expect: int | None list[int] dict[str, list[int]] tuple[int, ...]
print(type[int], Optional[int] == Union[None, int])  # expect: type[int] True
