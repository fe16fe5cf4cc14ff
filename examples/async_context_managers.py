"""async with opens and closes something that takes time to open and to close."""
import asyncio
from contextlib import asynccontextmanager


class Connection:
    def __init__(self, host):
        self.host = host

    async def __aenter__(self):
        await asyncio.sleep(0.01)
        print("connected to", self.host)
        return self

    async def __aexit__(self, kind, error, traceback):
        await asyncio.sleep(0.01)
        print("disconnected", f"after {kind.__name__}" if kind else "in good order")

    async def query(self, text):
        return f"{text}: 3 rows"


@asynccontextmanager
async def transaction(connection):
    print("begin")
    try:
        yield connection
        print("commit")
    except Exception:
        print("roll back")
        raise


async def main():
    async with Connection("db.example") as connection, transaction(connection):
        print(await connection.query("select"))
    try:
        async with Connection("db.example") as connection, transaction(connection):
            raise ValueError("bad row")
    except ValueError as error:
        print("outside:", error)


asyncio.run(main())

# expect:
# connected to db.example
# begin
# select: 3 rows
# commit
# disconnected in good order
# connected to db.example
# begin
# roll back
# disconnected after ValueError
# outside: bad row
