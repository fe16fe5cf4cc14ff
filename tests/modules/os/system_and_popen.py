import os

print(os.system("exit 3"))  # expect: 768
print(os.system("kill -TERM $$"))  # expect: 15
print(os.popen("echo text").read().strip())  # expect: text
with os.popen("exit 2") as pipe:
    pass
print(os.popen("exit 2").close())  # expect: 512
