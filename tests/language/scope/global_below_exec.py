def run():
    names = {}
    exec("y = 3\ndef f():\n    global y\n    y = 5\nf()\nprint(y)", {"print": print}, names)
    print("y" in names)

run()
# expect:
# 5
# False
