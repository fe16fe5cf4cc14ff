import pathlib
import tempfile

with tempfile.TemporaryDirectory() as folder:
    root = pathlib.Path(folder)
    (root / "a" / "b").mkdir(parents=True)
    file = root / "a" / "x.txt"
    print(file.write_text("one\ntwo\n"), file.read_text().split(), file.stat().st_size)
    (root / "a" / "b" / "y.py").touch()
    print(sorted(p.relative_to(root).as_posix() for p in root.rglob("*")))
    print([p.name for p in root.glob("*/*.txt")], file.exists(), file.is_dir())
    file.rename(root / "z.txt")
    print(sorted(p.name for p in root.iterdir()))
pure = pathlib.PurePosixPath("/a/b/c.tar.gz")
print(pure.parts, pure.suffixes, pure.stem, pure.parent, repr(pure.with_name("q")))
print(pure.match("*.gz"), pure.relative_to("/a"), pathlib.PureWindowsPath("C:\\a\\b").parts)
try:
    pathlib.Path("/no/such").read_text()
except FileNotFoundError as e:
    print(e)

# expect:
# 8 ['one', 'two'] 8
# ['a', 'a/b', 'a/b/y.py', 'a/x.txt']
# ['x.txt'] True False
# ['a', 'z.txt']
# ('/', 'a', 'b', 'c.tar.gz') ['.tar', '.gz'] c.tar /a/b PurePosixPath('/a/b/q')
# True b/c.tar.gz ('C:\\', 'a', 'b')
# [Errno 2] No such file or directory: '/no/such'
