print("a" 'b' """c""", ("x"
    "y"), len("a" "" "b"))
# expect:
# abc xy 2
