print("%5s|%-5s|%.2s|%5.1s|" % ("ab", "ab", "abcdef", "xyz"))  # expect:    ab|ab   |ab|    x|
