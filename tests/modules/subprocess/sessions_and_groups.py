import os
import subprocess
import sys

code = "import os; print(os.getpid() == os.getsid(0), os.getpgid(0) == os.getpid())"


def child(**options):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, **options).stdout.split()


print(child())  # expect: ['False', 'False']
print(child(start_new_session=True))  # expect: ['True', 'True']
print(child(process_group=0))  # expect: ['False', 'True']
