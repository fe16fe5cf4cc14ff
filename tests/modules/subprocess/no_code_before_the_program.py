# only taipan: it starts programs without a fork
import subprocess

try:
    subprocess.run(["true"], preexec_fn=print)
except RuntimeError as e:
    print(e)  # expect: preexec_fn is not supported by Taipan, which runs no code between fork and exec
