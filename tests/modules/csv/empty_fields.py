# Empty fields: not a number when read, and seen when written between spaces.
import csv
import io

print(next(csv.reader([',3,"5"'], quoting=csv.QUOTE_NONNUMERIC)))  # expect: ['', 3.0, '5']
out = io.StringIO()
csv.writer(out, delimiter=" ", skipinitialspace=True).writerow(["", ""])
print(repr(out.getvalue()))  # expect: '"" ""\r\n'
