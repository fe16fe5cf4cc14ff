import os
import pathlib
import pwd

root = pwd.getpwuid(0)
print(root.pw_name, root.pw_uid, root[0])  # expect: root 0 root
print(pathlib.Path("~root").expanduser() == pathlib.Path(root.pw_dir))  # expect: True
try:
    pwd.getpwnam("nobody at all")
except KeyError as e:
    print(e)  # expect: "getpwnam(): name not found: 'nobody at all'"
