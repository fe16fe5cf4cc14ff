import subprocess
import tempfile

with tempfile.TemporaryFile() as f:
    f.write(b"from a file")
    f.seek(0)
    print(subprocess.check_output(["cat"], stdin=f))  # expect: b'from a file'
print(subprocess.check_output(["cat"], stdin=subprocess.DEVNULL))  # expect: b''
with tempfile.TemporaryFile() as f:
    subprocess.run(["echo", "to a file"], stdout=f)
    f.seek(0)
    print(f.read())  # expect: b'to a file\n'
