import asyncio

def main():
    pass

try:
    asyncio.run(main)
except (TypeError, ValueError) as e:
    print("refused", "coroutine" in str(e))  # expect: refused True
