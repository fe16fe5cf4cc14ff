import threading

def compute():
    while True:
        pass

for _ in range(3):
    threading.Thread(target=compute, daemon=True).start()
print("end")  # expect: end
