from contextlib import ContextDecorator, AbstractContextManager
class Log(ContextDecorator):
    def __enter__(self): print("enter"); return self  # expect: enter
    def __exit__(self, *a): print("exit", a[0])  # expect: exit None
@Log()
def f(): return 5
print(f(), isinstance(Log(), AbstractContextManager))  # expect: 5 True
