import os

for f in (lambda: open("\ud800"), lambda: os.stat("x\ud800"), lambda: os.fsencode("\ud800")):
    try:
        f()
    except UnicodeEncodeError as e:
        print(e.reason, e.start)
# expect: surrogates not allowed 0
# expect: surrogates not allowed 1
# expect: surrogates not allowed 0
