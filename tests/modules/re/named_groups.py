import re
m = re.search(r"(?P<year>\d{4})-(?P<month>\d\d)", "on 2024-03")
print(m.group("year"), m["month"], m.groupdict(), m.lastgroup)  # expect: 2024 03 {'year': '2024', 'month': '03'} month
print(m.re.groupindex["month"])  # expect: 2
print(re.sub(r"(?P<a>.)(?P<b>.)", r"\g<b>\g<a>", "xyzw"))  # expect: yxwz
print(re.search(r"(?P<q>['\"]).*?(?P=q)", "say 'hi' ok").group())  # expect: 'hi'
