import asyncio
from unittest import mock


async def main():
    with mock.patch("asyncio.sleep") as sleep:
        print(type(sleep).__name__)
        await asyncio.sleep(3)
    sleep.assert_awaited_once_with(3)


asyncio.run(main())

# expect:
# AsyncMock
