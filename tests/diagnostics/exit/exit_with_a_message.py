raise SystemExit("the reason")
# expect stderr: the reason
# expect exit: 1
