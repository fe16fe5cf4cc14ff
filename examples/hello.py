"""The smallest async program: a coroutine that pauses once, and asyncio.run to drive it."""
import asyncio


async def say_hello():
    print("Hello")  # expect: Hello
    await asyncio.sleep(0.05)
    print("World")  # expect: World


asyncio.run(say_hello())
