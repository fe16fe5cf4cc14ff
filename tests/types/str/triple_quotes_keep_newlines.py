s = """first
  second "quoted"
last"""
print(s.split("\n"))  # expect: ['first', '  second "quoted"', 'last']
print('''it's''')  # expect: it's
