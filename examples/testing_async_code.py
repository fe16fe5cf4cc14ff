"""Testing coroutines with unittest: a test method may simply be async."""
import asyncio
import io
import unittest


async def double(number):
    await asyncio.sleep(0)
    if number < 0:
        raise ValueError("too small")
    return number * 2


class DoubleTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.number = await double(2)

    async def test_doubles(self):
        self.assertEqual(await double(self.number), 8)

    async def test_refuses_negative_numbers(self):
        with self.assertRaises(ValueError):
            await double(-1)

    async def test_is_quick(self):
        async with asyncio.timeout(1):
            await double(1)


result = unittest.TextTestRunner(stream=io.StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(DoubleTest))
print("ran", result.testsRun, "tests, all well:", result.wasSuccessful())  # expect: ran 3 tests, all well: True
