import collections
import inspect
import typing
from dataclasses import InitVar, dataclass, field


@dataclass
class Account:
    owner: str
    limits: list[int]
    names: typing.List[str]
    counts: collections.Counter
    later: "Account"
    seed: InitVar[int]
    shared: typing.ClassVar[int] = 0
    notes: dict = field(default_factory=dict)
    quiet: bool = field(default=True, kw_only=True)

    def __post_init__(self, seed):
        pass


print(Account.__doc__)
# expect: Account(owner: str, limits: list[int], names: List[str], counts: collections.Counter, later: 'Account', seed: dataclasses.InitVar[int], notes: dict = <factory>, *, quiet: bool = True)
print(inspect.signature(Account).parameters["quiet"].kind)  # expect: KEYWORD_ONLY
print(Account.__init__.__qualname__, Account.__init__.__module__)  # expect: Account.__init__ __main__
print(Account.__match_args__)  # expect: ('owner', 'limits', 'names', 'counts', 'later', 'seed', 'notes')
