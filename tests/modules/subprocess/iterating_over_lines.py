import subprocess

with subprocess.Popen("echo a; echo b", shell=True, stdout=subprocess.PIPE, text=True) as child:
    for line in child.stdout:
        print(repr(line))
print(child.returncode)
# expect:
# 'a\n'
# 'b\n'
# 0
