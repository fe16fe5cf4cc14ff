import sys
for arg in (None, 0, 3, "text", (1, 2)):
    try:
        sys.exit(arg)
    except SystemExit as e:
        print(e.code, e.args)
# expect:
# None ()
# 0 (0,)
# 3 (3,)
# text ('text',)
# (1, 2) (1, 2)
