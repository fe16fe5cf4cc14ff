import multiprocessing as mp


def work(queue):
    queue.put((mp.current_process().name, mp.parent_process().name))


if __name__ == "__main__":
    context = mp.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=work, args=(queue,), name="child")
    process.start()
    print(mp.active_children() == [process])  # expect: True
    print(queue.get())  # expect: ('child', 'MainProcess')
    process.join()
    print(mp.active_children(), mp.current_process().name)  # expect: [] MainProcess
