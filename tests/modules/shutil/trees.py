import os
import shutil
import tempfile

with tempfile.TemporaryDirectory() as folder:
    source = os.path.join(folder, "source")
    os.makedirs(os.path.join(source, "inner"))
    with open(os.path.join(source, "inner", "f.txt"), "w") as f:
        f.write("text")
    shutil.copytree(source, os.path.join(folder, "copy"))
    shutil.move(source, os.path.join(folder, "moved"))
    print(sorted(os.listdir(folder)))
    print([(os.path.relpath(d, folder), sorted(fs)) for d, _, fs in sorted(os.walk(folder))])
    shutil.rmtree(os.path.join(folder, "moved"))
    print(sorted(os.listdir(folder)), shutil.which("no such program"))

# expect:
# ['copy', 'moved']
# [('.', []), ('copy', []), ('copy/inner', ['f.txt']), ('moved', []), ('moved/inner', ['f.txt'])]
# ['copy'] None
