import asyncio
import unittest


class Case(unittest.IsolatedAsyncioTestCase):
    async def test(self):
        await self.enterAsyncContext(asyncio.timeout(1))
        print("entered")


result = unittest.TestResult()
Case("test").run(result)
print(result.wasSuccessful())

# expect:
# entered
# True
