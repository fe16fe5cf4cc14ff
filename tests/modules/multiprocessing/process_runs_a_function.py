import multiprocessing as mp


def work(queue, x):
    queue.put(x * 2)


if __name__ == "__main__":
    context = mp.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=work, args=(queue, 21), name="worker")
    process.start()
    print(queue.get(), process.name)  # expect: 42 worker
    process.join()
    print(process.exitcode, process.is_alive())  # expect: 0 False
