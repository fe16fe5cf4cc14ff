# bz2: whole texts, piece by piece, several streams in one file, and what is no bzip2 data.
import bz2
import io

data = b"so much of the same " * 5000
packed = bz2.compress(data)
print(len(packed) < 200, bz2.decompress(packed) == data)  # expect: True True
compressor = bz2.BZ2Compressor(1)
pieces = [compressor.compress(data[i : i + 1000]) for i in range(0, len(data), 1000)]
packed = b"".join(pieces) + compressor.flush()
decompressor = bz2.BZ2Decompressor()
out = decompressor.decompress(packed + b"rest", 10)
print(out, decompressor.needs_input)  # expect: b'so much of' False
while not decompressor.eof:
    out += decompressor.decompress(b"", 30000)
print(out == data, decompressor.unused_data)  # expect: True b'rest'
file = io.BytesIO(bz2.compress(b"one\n") + bz2.compress(b"two\n"))
print(bz2.open(file, "rt").read().split())  # expect: ['one', 'two']
for wrong in [b"no bzip2 data at all", packed[:-5]]:
    try:
        bz2.decompress(wrong)
    except (OSError, ValueError) as e:
        print(type(e).__name__, e)
# expect: OSError Invalid data stream
# expect: ValueError Compressed data ended before the end-of-stream marker was reached
