print(format("a", "<<3"), format("a", "^^3"), format("a", ">>3"))  # expect: a<< ^a^ >>a
print(format("a", "0<3"), format("a", "03"), format("a", "{>3"))  # expect: a00 a00 {{a
