import sys
print(len(sys.argv), sys.argv[1:], sys.argv[0].endswith("argv.py"))
# args: one --two 3
# expect: 4 ['one', '--two', '3'] True
