import asyncio
import io
import sys
import unittest
from unittest import mock


class Tests(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.queue = asyncio.Queue()

    async def test_queue(self):
        await self.queue.put(1)
        self.assertEqual(await self.queue.get(), 1)

    async def test_async_mock(self):
        fetch = mock.AsyncMock(return_value=7)
        self.assertEqual(await fetch("url"), 7)
        fetch.assert_awaited_once_with("url")

    async def test_fails(self):
        await asyncio.sleep(0)
        self.assertEqual(1, 2)


out = io.StringIO()
suite = unittest.defaultTestLoader.loadTestsFromTestCase(Tests)
result = unittest.TextTestRunner(stream=out, verbosity=2).run(suite)
print(result)  # expect: <unittest.runner.TextTestResult run=3 errors=0 failures=1>
print([line for line in out.getvalue().splitlines() if " ... " in line])
print("AssertionError: 1 != 2" in out.getvalue())

# expect:
# ['test_async_mock (__main__.Tests.test_async_mock) ... ok', 'test_fails (__main__.Tests.test_fails) ... FAIL', 'test_queue (__main__.Tests.test_queue) ... ok']
# True
