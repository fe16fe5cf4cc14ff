from concurrent.futures import ThreadPoolExecutor
import time

def work(n):
    time.sleep(0.01 * (3 - n))
    return n * n

with ThreadPoolExecutor(3) as pool:
    print(list(pool.map(work, range(3))))  # expect: [0, 1, 4]
