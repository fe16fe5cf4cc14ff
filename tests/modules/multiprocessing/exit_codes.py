import multiprocessing as mp
import sys
import time


def leave():
    sys.exit(3)


def fail():
    sys.stderr = open("/dev/null", "w")
    raise ValueError("in the child")


def stay():
    time.sleep(60)


if __name__ == "__main__":
    context = mp.get_context("spawn")
    processes = [context.Process(target=target) for target in (leave, fail, stay)]
    for process in processes:
        process.start()
    processes[2].terminate()
    for process in processes:
        process.join()
    print([process.exitcode for process in processes])  # expect: [3, 1, -15]
