import os
import shutil
import tempfile

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "file")
    link = os.path.join(folder, "link")
    open(path, "w").close()
    os.symlink(path, link)
    os.chown(path, -1, -1)
    os.lchown(link, os.getuid(), os.getgid())
    shutil.copy2(link, os.path.join(folder, "copy"), follow_symlinks=False)
    print(os.path.islink(os.path.join(folder, "copy")), os.stat in os.supports_follow_symlinks)  # expect: True True
    try:
        os.chown(os.path.join(folder, "none"), 0, 0)
    except FileNotFoundError as e:
        print(e.strerror)  # expect: No such file or directory
