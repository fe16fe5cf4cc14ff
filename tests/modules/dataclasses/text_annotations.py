from __future__ import annotations

import dataclasses
import typing as t
from dataclasses import InitVar, KW_ONLY, dataclass, fields
from typing import ClassVar as Shared


@dataclass
class Job:
    name: str
    total: Shared[int] = 0
    other: t.ClassVar = 1
    seed: InitVar[int] = 5
    more: dataclasses.InitVar = 6
    _: KW_ONLY
    unknown: Missing = None

    def __post_init__(self, seed, more):
        self.sum = seed + more


print([f.name for f in fields(Job)])  # expect: ['name', 'unknown']
print(fields(Job)[0].type, fields(Job)[1].kw_only)  # expect: str True
print(Job("a", 1).sum, Job("a"))  # expect: 7 Job(name='a', unknown=None)
