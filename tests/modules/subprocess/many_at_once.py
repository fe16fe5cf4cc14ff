import subprocess

children = [subprocess.Popen(["sh", "-c", f"exit {i}"]) for i in range(20)]
print(sum(child.wait() for child in children))  # expect: 190
