import asyncio
import warnings

warnings.simplefilter("always")
with warnings.catch_warnings(record=True) as caught:
    asyncio.get_child_watcher()
    asyncio.set_child_watcher(asyncio.PidfdChildWatcher())
    asyncio.SafeChildWatcher()
    asyncio.get_event_loop_policy().get_child_watcher()

    class Own(asyncio.AbstractChildWatcher):
        pass


for warning in caught:
    print(warning.category.__name__, warning.message)
# expect:
# DeprecationWarning 'get_child_watcher' is deprecated as of Python 3.12 and will be removed in Python 3.14.
# DeprecationWarning 'set_child_watcher' is deprecated as of Python 3.12 and will be removed in Python 3.14.
# DeprecationWarning 'SafeChildWatcher' is deprecated as of Python 3.12 and will be removed in Python 3.14.
# DeprecationWarning 'get_child_watcher' is deprecated as of Python 3.12 and will be removed in Python 3.14.
# DeprecationWarning 'AbstractChildWatcher' is deprecated as of Python 3.12 and will be removed in Python 3.14.
