import os
import subprocess
import tempfile

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "program")
    with open(path, "w") as f:
        f.write("echo started\n")
    os.chmod(path, 0o755)
    try:
        subprocess.run([path])
    except OSError as e:
        print(e.errno, e.strerror)  # expect: 8 Exec format error
