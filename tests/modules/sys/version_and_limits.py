import sys
print(sys.version_info >= (3, 13), sys.version_info[0])  # expect: True 3
print(sys.version_info.major, sys.maxsize == 2**63 - 1)  # expect: 3 True
print(sys.byteorder, type(sys.version).__name__, sys.maxunicode)  # expect: little str 1114111
print(sys.float_info.max, sys.float_info.epsilon, sys.getdefaultencoding())  # expect: 1.7976931348623157e+308 2.220446049250313e-16 utf-8
