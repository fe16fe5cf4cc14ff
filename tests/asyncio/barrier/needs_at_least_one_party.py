import asyncio

for n in (0, -3):
    try:
        asyncio.Barrier(n)
    except ValueError as e:
        print(e)

# expect:
# parties must be > 0
# parties must be > 0
