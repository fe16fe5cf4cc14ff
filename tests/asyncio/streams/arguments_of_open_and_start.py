import asyncio

async def main():
    for call, arguments, keywords in [
        (asyncio.open_connection, (1, 2, 3), {}),
        (asyncio.open_connection, ("h",), {"host": "other"}),
        (asyncio.start_server, (), {}),
        (asyncio.start_unix_server, (1, 2, 3), {}),
    ]:
        try:
            call(*arguments, **keywords)
        except TypeError as e:
            print(e)
    for coroutine in (asyncio.open_connection("127.0.0.1", 1, limit=0), asyncio.open_connection("h", 1, other=2)):
        try:
            await coroutine
        except (TypeError, ValueError) as e:
            print(type(e).__name__, str(e).split(".")[-1])

asyncio.run(main())
coroutine = asyncio.open_connection("127.0.0.1", 1)
print(type(coroutine).__name__, coroutine.__qualname__)
try:
    coroutine.send(None)
except RuntimeError as e:
    print(e)

# expect:
# open_connection() takes from 0 to 2 positional arguments but 3 were given
# open_connection() got multiple values for argument 'host'
# start_server() missing 1 required positional argument: 'client_connected_cb'
# start_unix_server() takes from 1 to 2 positional arguments but 3 were given
# ValueError Limit cannot be <= 0
# TypeError create_connection() got an unexpected keyword argument 'other'
# coroutine open_connection
# no running event loop
