x, name = 3, "n"
print(f"{x=} {x = } {x+1=} {name=} {name=!s} {x=:04d} { x =}")  # expect: x=3 x = 3 x+1=4 name='n' name=n x=0003  x =3
