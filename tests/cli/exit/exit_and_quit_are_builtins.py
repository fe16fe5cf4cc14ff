try:
    quit()
except SystemExit as e:
    print(e.code)  # expect: None
exit(3)
# expect exit: 3
