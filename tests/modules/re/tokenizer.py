import re
spec = [("NUM", r"\d+(?:\.\d*)?"), ("ID", r"[A-Za-z_]\w*"), ("OP", r"[-+*/=()]"), ("WS", r"\s+")]
tok = re.compile("|".join(f"(?P<{n}>{p})" for n, p in spec))
print([(m.lastgroup, m.group()) for m in tok.finditer("x1 = 3.5*(y - 2)") if m.lastgroup != "WS"])  # expect: [('ID', 'x1'), ('OP', '='), ('NUM', '3.5'), ('OP', '*'), ('OP', '('), ('ID', 'y'), ('OP', '-'), ('NUM', '2'), ('OP', ')')]
