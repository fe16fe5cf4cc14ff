for x in []:
    print("never")
else:
    print("else")  # expect: else
