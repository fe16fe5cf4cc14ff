# only taipan: new in Python 3.14
import asyncio
import io


async def main():
    out = io.StringIO()
    asyncio.print_call_graph(file=out)
    print(out.getvalue().count("in async main()"))


asyncio.run(main())  # expect: 1
