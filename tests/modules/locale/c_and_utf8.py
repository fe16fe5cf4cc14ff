import locale

print(locale.setlocale(locale.LC_NUMERIC), locale.getencoding())  # expect: C UTF-8
print(locale.setlocale(locale.LC_ALL, "C"), locale.nl_langinfo(locale.CODESET))  # expect: C ANSI_X3.4-1968
print(locale.setlocale(locale.LC_CTYPE, "C.UTF-8"), locale.nl_langinfo(locale.CODESET))  # expect: C.UTF-8 UTF-8
print(locale.setlocale(locale.LC_ALL).split(";")[:2])  # expect: ['LC_CTYPE=C.UTF-8', 'LC_NUMERIC=C']
print(locale.setlocale(locale.LC_ALL, locale.setlocale(locale.LC_ALL)).count("C.UTF-8"))  # expect: 1
print(locale.localeconv()["decimal_point"], locale.nl_langinfo(locale.D_FMT))  # expect: . %m/%d/%y
print(locale.strcoll("a", "b"), locale.strcoll("b", "a"), locale.strxfrm("aä"))  # expect: -1 1 aä
for wrong in (lambda: locale.setlocale(locale.LC_ALL, "xx_YY"), lambda: locale.nl_langinfo(99999)):
    try:
        wrong()
    except (locale.Error, ValueError) as e:
        print(type(e), e)
# expect: <class 'locale.Error'> unsupported locale setting
# expect: <class 'ValueError'> unsupported langinfo constant
