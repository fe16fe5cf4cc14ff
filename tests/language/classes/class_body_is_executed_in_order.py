class C:
    print("body starts")  # expect: body starts
    x = 1
    if x:
        def m(self): return self.x
    for i in range(2): pass
    print("body ends")  # expect: body ends
print(C().m(), C.i)  # expect: 1 1
