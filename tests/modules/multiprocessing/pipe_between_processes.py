import multiprocessing as mp


def echo(connection):
    while True:
        message = connection.recv()
        if message is None:
            break
        connection.send(("echo", message))
    connection.close()


if __name__ == "__main__":
    context = mp.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=echo, args=(theirs,))
    process.start()
    theirs.close()
    for message in ("text", {"a": [1, 2]}, b"x" * 200_000):
        ours.send(message)
        answer = ours.recv()
        print(answer[0], answer[1] == message)
    print(ours.poll(0))
    ours.send(None)
    process.join()
    try:
        ours.recv()
    except EOFError:
        print("closed")
# expect:
# echo True
# echo True
# echo True
# False
# closed
