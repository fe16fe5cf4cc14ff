import subprocess
import sys

code = "import os, signal; signal.signal(signal.SIGABRT, print); os.abort()"
print(subprocess.run([sys.executable, "-c", code], stderr=subprocess.DEVNULL).returncode)  # expect: -6
