"""asyncio.as_completed hands results over as they come, the quickest first."""
import asyncio


async def ask(expert, seconds):
    await asyncio.sleep(seconds)
    if expert == "guesser":
        raise ValueError("no idea")
    return f"{expert}: 42"


async def main():
    questions = [ask("thinker", 0.06), ask("computer", 0.01), ask("guesser", 0.035)]
    for answer in asyncio.as_completed(questions):
        try:
            print(await answer)
        except ValueError as error:
            print("an expert failed:", error)


asyncio.run(main())

# expect:
# computer: 42
# an expert failed: no idea
# thinker: 42
