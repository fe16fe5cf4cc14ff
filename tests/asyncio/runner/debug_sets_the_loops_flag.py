import asyncio

with asyncio.Runner(debug=True) as runner:
    print(runner.get_loop().get_debug())  # expect: True
with asyncio.Runner() as runner:
    print(runner.get_loop().get_debug())  # expect: False
