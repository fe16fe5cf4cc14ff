import subprocess

script = "echo one; echo two >&2; echo three"
done = subprocess.run(script, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
print(done.stdout.split(), done.stderr)  # expect: ['one', 'two', 'three'] None
