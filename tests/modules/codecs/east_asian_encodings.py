# Encodings of East Asia: there and back, what they do not have, pieces of characters.
import codecs

text = "日本語"
for name in ["shift_jis", "euc_jp", "iso2022_jp", "cp932", "gbk", "gb18030", "big5"]:
    data = text.encode(name)
    print(name, data, data.decode(name) == text)
# expect: shift_jis b'\x93\xfa\x96{\x8c\xea' True
# expect: euc_jp b'\xc6\xfc\xcb\xdc\xb8\xec' True
# expect: iso2022_jp b'\x1b$BF|K\\8l\x1b(B' True
# expect: cp932 b'\x93\xfa\x96{\x8c\xea' True
# expect: gbk b'\xc8\xd5\xb1\xbe\xd5Z' True
# expect: gb18030 b'\xc8\xd5\xb1\xbe\xd5Z' True
# expect: big5 b'\xa4\xe9\xa5\xbb\xbby' True
print("한국어".encode("euc_kr"), b"\xb0\xa1".decode("cp949"))  # expect: b'\xc7\xd1\xb1\xb9\xbe\xee' 가
print("a☃b".encode("shift_jis", "replace"), "a☃".encode("euc_jp", "xmlcharrefreplace"))  # expect: b'a?b' b'a&#9731;'
try:
    "a☃".encode("shift_jis")
except UnicodeEncodeError as e:
    print(e)  # expect: 'shift_jis' codec can't encode character '\u2603' in position 1: illegal multibyte sequence
try:
    b"a\x93".decode("shift_jis")
except UnicodeDecodeError as e:
    print(e)  # expect: 'shift_jis' codec can't decode byte 0x93 in position 1: incomplete multibyte sequence
decoder = codecs.getincrementaldecoder("gbk")()
print([decoder.decode(bytes([b])) for b in "日本".encode("gbk")])  # expect: ['', '日', '', '本']
