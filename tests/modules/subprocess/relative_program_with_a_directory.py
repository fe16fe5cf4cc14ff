import os
import subprocess
import tempfile

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "program")
    with open(path, "w") as f:
        f.write("#!/bin/sh\necho started\n")
    os.chmod(path, 0o755)
    print(subprocess.check_output(["./program"], cwd=folder))  # expect: b'started\n'
