import hashlib, threading

data = bytes(1 << 20)
shared, digests = hashlib.sha256(), []

def work():
    digests.append(hashlib.sha256(data).hexdigest()[:8])
    for _ in range(3):
        shared.update(data)
        shared.digest()

threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(digests)  # expect: ['30e14955', '30e14955', '30e14955', '30e14955']
print(shared.digest() == hashlib.sha256(data * 12).digest())  # expect: True
