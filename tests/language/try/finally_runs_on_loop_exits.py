for i in range(3):
    try:
        if i == 0: continue
        if i == 2: break
        print("body", i)
    finally:
        print("finally", i)
# expect:
# finally 0
# body 1
# finally 1
# finally 2
