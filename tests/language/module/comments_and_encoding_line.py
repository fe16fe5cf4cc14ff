# -*- coding: utf-8 -*-
# a comment
x = "héllo ✓"  # trailing
    # oddly indented
print(x, len(x))  # expect: héllo ✓ 7
