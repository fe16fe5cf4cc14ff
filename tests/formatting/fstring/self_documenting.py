x = 3.14159
name = "a"
print(f"{x=} {x = } {x=:.2f} {name=} {name=!s} {x+1=:.1f} {name.upper()=}")  # expect: x=3.14159 x = 3.14159 x=3.14 name='a' name=a x+1=4.1 name.upper()='A'
