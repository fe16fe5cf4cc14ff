import threading, time

def work(n):
    time.sleep(0.005)
    print(n)
    if n:
        threading.Thread(target=work, args=(n - 1,)).start()

threading.Thread(target=work, args=(3,)).start()

# expect:
# 3
# 2
# 1
# 0
