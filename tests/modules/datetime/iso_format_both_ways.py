from datetime import date, datetime, time, timedelta, timezone

print(*map(date.fromisoformat, ["2020-02-29", "20200229", "2020-W09-6", "2020W096", "2020-W09"]))
# expect: 2020-02-29 2020-02-29 2020-02-29 2020-02-29 2020-02-24
texts = ["2020-02-29T01:02:03.5+05:30", "20200229 010203,123456789Z", "2020-W09-6T01", "2020-02-29\u00e901:02-00:00:30"]
print(*[datetime.fromisoformat(text).isoformat() for text in texts])
# expect: 2020-02-29T01:02:03.500000+05:30 2020-02-29T01:02:03.123456+00:00 2020-02-29T01:00:00 2020-02-29T01:02:00-00:00:30
print(time.fromisoformat("T0102"), time.fromisoformat("23:59:59.000001-23:59"))
# expect: 01:02:00 23:59:59.000001-23:59
moment = datetime(2020, 1, 2, 3, 4, 5, 678901, tzinfo=timezone(timedelta(hours=-3)))
for spec in ["auto", "hours", "minutes", "seconds", "milliseconds", "microseconds"]:
    print(moment.isoformat(" ", spec))
# expect: 2020-01-02 03:04:05.678901-03:00
# expect: 2020-01-02 03-03:00
# expect: 2020-01-02 03:04-03:00
# expect: 2020-01-02 03:04:05-03:00
# expect: 2020-01-02 03:04:05.678-03:00
# expect: 2020-01-02 03:04:05.678901-03:00
for parse, text in [
    (date.fromisoformat, "2020-1-01"), (datetime.fromisoformat, "2020-01-01T"), (time.fromisoformat, "12:3"),
    (datetime.fromisoformat, "2020-01-01T10:00:00+24:00"), (date.fromisoformat, "2020-W54-1"),
]:
    try:
        print(parse(text))
    except ValueError as error:
        print(type(error).__name__, error)
# expect: ValueError Invalid isoformat string: '2020-1-01'
# expect: ValueError Invalid isoformat string: '2020-01-01T'
# expect: ValueError Invalid isoformat string: '12:3'
# expect: ValueError offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not datetime.timedelta(days=1).
# expect: ValueError Invalid isoformat string: '2020-W54-1'
