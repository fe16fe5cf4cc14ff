import multiprocessing as mp
import os
import tempfile


def add(lock, path):
    for _ in range(20):
        with lock:
            with open(path) as f:
                count = int(f.read())
            with open(path, "w") as f:
                f.write(str(count + 1))


if __name__ == "__main__":
    context = mp.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "count")
        with open(path, "w") as f:
            f.write("0")
        lock = context.Lock()
        processes = [context.Process(target=add, args=(lock, path)) for _ in range(3)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        print(open(path).read())  # expect: 60
