async def gen(): yield 1
gen()
print("no warning")  # expect: no warning
