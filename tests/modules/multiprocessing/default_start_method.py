# only taipan: new in Python 3.14
import multiprocessing as mp


def work(queue):
    queue.put("from the child")


if __name__ == "__main__":
    print(mp.get_start_method())  # expect: forkserver
    queue = mp.Queue()
    process = mp.Process(target=work, args=(queue,))
    process.start()
    print(queue.get())  # expect: from the child
    process.join()
    print(process.exitcode)  # expect: 0
