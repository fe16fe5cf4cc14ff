import multiprocessing as mp


def work(ready, go, queue):
    ready.set()
    queue.put(go.wait(30))


if __name__ == "__main__":
    context = mp.get_context("spawn")
    ready, go, queue = context.Event(), context.Event(), context.Queue()
    process = context.Process(target=work, args=(ready, go, queue))
    process.start()
    print(ready.wait(30), go.is_set())  # expect: True False
    go.set()
    print(queue.get())  # expect: True
    process.join()
    condition = context.Condition()
    with condition:
        print(condition.wait(0.01))  # expect: False
