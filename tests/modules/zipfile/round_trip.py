import gzip
import io
import zipfile
import zlib

buffer = io.BytesIO()
with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("in/a.txt", "hello" * 50)
with zipfile.ZipFile(buffer) as archive:
    print(archive.namelist(), archive.testzip(), archive.getinfo("in/a.txt").file_size)
    print(archive.read("in/a.txt")[:7])
print(gzip.decompress(gzip.compress(b"text")), zlib.crc32(b"a"))

# expect:
# ['in/a.txt'] None 250
# b'hellohe'
# b'text' 3904355907
