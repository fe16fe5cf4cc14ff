print("before")  # expect: before
raise SystemExit
print("never")
