# only taipan: new in Python 3.14
import asyncio

print(asyncio.capture_call_graph())  # expect: None
print(repr(asyncio.format_call_graph()))  # expect: ''
try:
    asyncio.capture_call_graph(1)
except TypeError as e:
    print(e)  # expect: 1 object does not appear to be compatible with asyncio.Future
