import os
import subprocess

script = 'pwd; echo "$NAME"; echo "${HOME-unset}"'
done = subprocess.run(["/bin/sh", "-c", script], cwd="/usr", env={"NAME": "värde"}, capture_output=True, text=True)
print(done.stdout.split())  # expect: ['/usr', 'värde', 'unset']
os.environ["NAME"] = "from os.environ"
print(subprocess.run("echo $NAME", shell=True, capture_output=True).stdout)  # expect: b'from os.environ\n'
print(os.getcwd() != "/usr")  # expect: True
