try:
    compile("[i for i in range(5) if (j := 0) for j in range(5)]", "<text>", "eval")
except SyntaxError as e:
    print(e.msg)  # expect: comprehension inner loop cannot rebind assignment expression target 'j'
