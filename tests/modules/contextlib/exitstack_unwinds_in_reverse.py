from contextlib import ExitStack, contextmanager
@contextmanager
def cm(n):
    print("enter", n)
    yield n
    print("exit", n)
with ExitStack() as stack:
    print([stack.enter_context(cm(i)) for i in range(2)])
    stack.callback(print, "callback", "args")
    stack.push(lambda t, v, tb: print("push", t))
print("done")

# expect:
# enter 0
# enter 1
# [0, 1]
# push None
# callback args
# exit 1
# exit 0
# done
