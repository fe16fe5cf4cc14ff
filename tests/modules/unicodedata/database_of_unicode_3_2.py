# unicodedata.ucd_3_2_0 knows the characters of Unicode 3.2 alone; idna's older rules are built on it.
import unicodedata

old = unicodedata.ucd_3_2_0
print(old.unidata_version, type(old) is unicodedata.UCD)  # expect: 3.2.0 True
print(old.category("\u0221"), unicodedata.category("\u0221"))  # expect: Cn Ll
print(old.category("A"), old.bidirectional("\u05d0"), old.numeric("\u00bd"))  # expect: Lu R 0.5
print(ascii(old.normalize("NFKC", "\ufb01\u0301")))  # expect: 'f\xed'
print("b\u00fccher.example".encode("idna"))  # expect: b'xn--bcher-kva.example'
