import multiprocessing as mp


def work(numbers, table):
    numbers.append(3)
    table["from"] = "child"


if __name__ == "__main__":
    context = mp.get_context("spawn")
    with context.Manager() as manager:
        numbers, table = manager.list([1, 2]), manager.dict()
        process = context.Process(target=work, args=(numbers, table))
        process.start()
        process.join()
        print(list(numbers), dict(table))  # expect: [1, 2, 3] {'from': 'child'}
