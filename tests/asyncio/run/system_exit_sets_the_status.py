import asyncio

async def main():
    try:
        raise SystemExit(7)
    finally:
        print("leaving")  # expect: leaving

asyncio.run(main())
print("never printed")

# expect exit: 7
