from typing import cast, TYPE_CHECKING, NewType, overload, final, assert_never, Final, Annotated
UserId = NewType("UserId", int)
print(cast(int, "still text"), TYPE_CHECKING, UserId(5))  # expect: still text False 5
print(type(UserId(5)).__name__, UserId.__name__)  # expect: int UserId
@final
class A:
    X: Final = 1
def f(x: Annotated[int, "meta"]) -> None: ...
print(A.X, f.__annotations__["x"].__metadata__)  # expect: 1 ('meta',)
