import multiprocessing as mp


def square(x):
    return x * x


def fail(x):
    raise ValueError(x)


if __name__ == "__main__":
    with mp.get_context("spawn").Pool(2) as pool:
        print(pool.map(square, range(5)))  # expect: [0, 1, 4, 9, 16]
        print(list(pool.imap(square, range(3))))  # expect: [0, 1, 4]
        print(pool.apply_async(square, (7,)).get())  # expect: 49
        try:
            pool.apply(fail, ("bad",))
        except ValueError as e:
            print(repr(e))  # expect: ValueError('bad')
