import asyncio

class Halt(BaseException):
    pass

def halt():
    raise Halt("halted")

loop = asyncio.new_event_loop()
loop.set_exception_handler(lambda loop, c: print("handler:", repr(c["exception"])))  # expect: handler: Halt('halted')
loop.call_soon(halt)
loop.call_soon(loop.stop)
loop.run_forever()
print("went on")  # expect: went on
loop.call_soon(lambda: (_ for _ in ()).throw(SystemExit(4)))
try:
    loop.run_forever()
except SystemExit as e:
    print("exit", e.code)  # expect: exit 4
loop.close()
