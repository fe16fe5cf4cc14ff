import os.path as p
print(p.join("a", "b", "c.txt"), p.join("a/", "b"))  # expect: a/b/c.txt a/b
print(p.join("a", "/b"), p.join("a", ""), p.split("/x/y/z.txt"))  # expect: /b a/ ('/x/y', 'z.txt')
print(p.basename("/x/y"), p.dirname("/x/y"), p.splitext("a.tar.gz"))  # expect: y /x ('a.tar', '.gz')
print(p.splitext(".bashrc"), repr(p.basename("/x/")))  # expect: ('.bashrc', '') ''
print(p.normpath("a//b/../c/."), p.isabs("/x"))  # expect: a/c True
print(p.commonpath(["/a/b", "/a/c"]), p.relpath("/a/b", "/a/c"))  # expect: /a ../b
print(p.commonprefix(["abc", "abd"]), p.normpath(""))  # expect: ab .
