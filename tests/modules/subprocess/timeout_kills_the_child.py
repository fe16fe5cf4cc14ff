import subprocess

try:
    subprocess.run(["sleep", "60"], timeout=0.05)
except subprocess.TimeoutExpired as e:
    print(e.cmd, 0 < e.timeout <= 0.05)  # expect: ['sleep', '60'] True
