"""asyncio's eager task factories: functions written in Python, as libraries look at the code that they share.

Loaded when asyncio is first asked for one of them.
"""

from asyncio import Task as _Task

# Where CPython has them, and where their __module__ says they are.
__name__ = "asyncio.tasks"


def create_eager_task_factory(custom_task_constructor):
    """A task factory whose tasks take their first step at once, inside whoever makes them."""

    def factory(loop, coro, *, eager_start=True, **options):
        return custom_task_constructor(coro, loop=loop, eager_start=eager_start, **options)

    return factory


eager_task_factory = create_eager_task_factory(_Task)
