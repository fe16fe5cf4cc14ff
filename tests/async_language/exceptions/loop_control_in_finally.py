import asyncio
async def f():
    log = []
    for i in range(3):
        try:
            if i == 0: continue
            if i == 2: break
            log.append("body")
        finally:
            await asyncio.sleep(0)
            log.append(i)
    return log
print(asyncio.run(f()))  # expect: [0, 'body', 1, 2]
