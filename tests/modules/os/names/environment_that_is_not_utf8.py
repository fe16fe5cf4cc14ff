import os

os.environ["A\udcff"] = "v\udcfe"
print(ascii(os.environ["A\udcff"]), os.environb[b"A\xff"])  # expect: 'v\udcfe' b'v\xfe'
os.environb[b"B\xfe"] = b"w\xfd"
print(ascii(os.environ["B\udcfe"]))  # expect: 'w\udcfd'
