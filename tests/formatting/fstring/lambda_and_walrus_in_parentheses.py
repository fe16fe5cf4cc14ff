print(f"{(y := 5)} {y} {(lambda a: a * 2)(y)} {y:=5}|")  # expect: 5 5 10     5|
