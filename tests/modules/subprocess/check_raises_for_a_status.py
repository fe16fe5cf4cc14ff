import subprocess

try:
    subprocess.run(["sh", "-c", "exit 4"], check=True)
except subprocess.CalledProcessError as e:
    print(e)  # expect: Command '['sh', '-c', 'exit 4']' returned non-zero exit status 4.
try:
    subprocess.check_output("kill -TERM $$", shell=True)
except subprocess.CalledProcessError as e:
    print(e)  # expect: Command 'kill -TERM $$' died with <Signals.SIGTERM: 15>.
print(subprocess.check_output(["echo", "x"]))  # expect: b'x\n'
