import csv
import io

out = io.StringIO()
writer = csv.writer(out)
writer.writerow(["a", "b,c", 'd"e', None, 2.5])
table = csv.DictWriter(out, ["x", "y"])
table.writeheader()
table.writerow({"x": 1, "y": "two\nlines"})
print(repr(out.getvalue()))
print(list(csv.reader(io.StringIO(out.getvalue()))))
print(list(csv.DictReader(io.StringIO("h;i\n1;2\n"), delimiter=";")))
try:
    table.writerow({"z": 1})
except ValueError as e:
    print(e)

# expect:
# 'a,"b,c","d""e",,2.5\r\nx,y\r\n1,"two\nlines"\r\n'
# [['a', 'b,c', 'd"e', '', '2.5'], ['x', 'y'], ['1', 'two\nlines']]
# [{'h': '1', 'i': '2'}]
# dict contains fields not in fieldnames: 'z'
