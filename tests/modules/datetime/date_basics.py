from datetime import date, timedelta
d = date(2024, 2, 28)
print(d, repr(d), d + timedelta(days=2), d.weekday(), d.isoweekday())  # expect: 2024-02-28 datetime.date(2024, 2, 28) 2024-03-01 2 3
print(d.isoformat(), d.replace(year=2023) + timedelta(1))  # expect: 2024-02-28 2023-03-01
print(date(2024, 3, 1) - d, d < date(2024, 3, 1))  # expect: 2 days, 0:00:00 True
print(d.strftime("%d/%m/%y"), date.fromisoformat("2020-12-31"))  # expect: 28/02/24 2020-12-31
print(d.timetuple().tm_yday, d.isocalendar()[1], date.fromordinal(1))  # expect: 59 9 0001-01-01
print(d.toordinal())  # expect: 738944
try:
    date(2023, 2, 29)
except ValueError as e:
    print("day" in str(e), "month" in str(e))  # expect: True True
