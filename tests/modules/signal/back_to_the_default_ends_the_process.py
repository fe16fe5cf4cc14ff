import signal
import subprocess
import sys

code = """
import signal, os
signal.signal(signal.SIGTERM, lambda *a: print("handled", flush=True))
os.kill(os.getpid(), signal.SIGTERM)
signal.signal(signal.SIGTERM, signal.SIG_DFL)
os.kill(os.getpid(), signal.SIGTERM)
print("not reached")
"""
child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
print(child.returncode, child.stdout.split())  # expect: -15 ['handled']
