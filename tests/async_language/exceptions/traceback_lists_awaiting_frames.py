import asyncio
async def low():
    await asyncio.sleep(0)
    raise ValueError
async def mid(): await low()
async def main():
    try:
        await mid()
    except ValueError as e:
        tb, names = e.__traceback__, []
        while tb:
            names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
            tb = tb.tb_next
        print(names)  # expect: [('main', 8), ('mid', 5), ('low', 4)]
asyncio.run(main())
