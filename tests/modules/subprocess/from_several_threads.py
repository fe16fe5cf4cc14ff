import subprocess
from concurrent.futures import ThreadPoolExecutor


def work(i):
    return subprocess.run(["sh", "-c", f"echo {i}"], capture_output=True).stdout


with ThreadPoolExecutor(4) as pool:
    print([int(out) for out in pool.map(work, range(20))] == list(range(20)))  # expect: True
