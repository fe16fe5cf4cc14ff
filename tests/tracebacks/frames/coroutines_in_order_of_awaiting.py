import asyncio

source = """
async def leaf():
    await asyncio.sleep(0)
    raise LookupError("leaf")

async def branch():
    await leaf()

async def root():
    task = asyncio.create_task(branch())
    await asyncio.sleep(0)
    await task

asyncio.run(root())
"""
exec(compile(source, "<demo>", "exec"))

# expect stderr: Traceback (most recent call last):
# expect stderr:     exec(compile(source, "<demo>", "exec"))
# expect stderr:     ~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
# expect stderr:   File "<demo>", line 14, in <module>
# expect stderr:   File "<demo>", line 12, in root
# expect stderr:   File "<demo>", line 7, in branch
# expect stderr:   File "<demo>", line 4, in leaf
# expect stderr: LookupError: leaf
# expect exit: 1
