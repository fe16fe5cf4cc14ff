from concurrent.futures import ThreadPoolExecutor, as_completed, wait, FIRST_EXCEPTION

def work(n):
    return 1 / n

with ThreadPoolExecutor(2) as pool:
    good, bad = pool.submit(work, 2), pool.submit(work, 0)
    print(good.result(), repr(bad.exception()))  # expect: 0.5 ZeroDivisionError('division by zero')
    try:
        bad.result()
    except ZeroDivisionError as error:
        print(error.__traceback__ is not None)  # expect: True
    done, pending = wait([good, bad], return_when=FIRST_EXCEPTION)
    print(len(done), len(pending), {f is good for f in as_completed([good])})  # expect: 2 0 {True}
