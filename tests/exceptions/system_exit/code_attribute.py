import sys
for arg in ((), (3,), ("text",), (None,), (1, 2)):
    try:
        sys.exit(*arg) if len(arg) < 2 else (_ for _ in ()).throw(SystemExit(*arg))
    except SystemExit as e:
        print(repr(e.code), e.args)

# expect:
# None ()
# 3 (3,)
# 'text' ('text',)
# None ()
# (1, 2) (1, 2)
