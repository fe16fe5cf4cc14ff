class Wait:
    def __await__(self):
        yield "waiting"

async def work():
    try:
        await Wait()
    except KeyError:
        print("caught")
    try:
        await Wait()
    finally:
        print("finally")

c = work()
c.send(None)
print(c.throw(KeyError("k")))
c.close()
print(c.cr_frame, c.cr_running)

# expect:
# caught
# waiting
# finally
# None False
