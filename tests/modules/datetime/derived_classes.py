import copy
import pickle
from datetime import date, datetime, time, timedelta, timezone, tzinfo


class Day(date):
    pass


class Moment(datetime):
    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls, *args, **kwargs)
        self.note = "made"
        return self


class Paris(tzinfo):
    def utcoffset(self, dt):
        return timedelta(hours=1) + self.dst(dt)

    def dst(self, dt):
        return timedelta(hours=1 if dt is not None and 3 < dt.month < 11 else 0)

    def tzname(self, dt):
        return "CEST" if self.dst(dt) else "CET"


print(repr(Day(2020, 1, 2) + timedelta(1)), type(Day.today()).__name__)  # expect: Day(2020, 1, 3) Day
later = Moment(2020, 1, 2) + timedelta(hours=1)
print(repr(later), later.note)  # expect: Moment(2020, 1, 2, 1, 0) made
print(type(later.replace(fold=1)).__name__, later.replace(fold=1).fold)  # expect: Moment 1
noon = datetime(2020, 7, 1, 12, tzinfo=Paris())
print(noon, noon.tzname(), noon.astimezone(timezone.utc))  # expect: 2020-07-01 12:00:00+02:00 CEST 2020-07-01 10:00:00+00:00
print(datetime(2020, 1, 1, tzinfo=timezone.utc).astimezone(Paris()))  # expect: 2020-01-01 01:00:00+01:00
print(noon == datetime(2020, 7, 1, 10, tzinfo=timezone.utc), hash(noon) == hash(noon.astimezone(timezone.utc)))
# expect: True True
for value in [Day(1, 1, 1), later, noon, time(1, 2, fold=1), timedelta(-1, 2, 3), timezone.utc, timezone(timedelta(1 / 24), "x")]:
    for protocol in range(2, 6):
        again = pickle.loads(pickle.dumps(value, protocol))
        assert again == value and type(again) is type(value), value
    assert copy.deepcopy(value) == value
print(pickle.loads(pickle.dumps(time(1, 2, fold=1), 4)).fold)  # expect: 1
try:
    class Zone(timezone):
        pass
except TypeError as error:
    print(error)  # expect: type 'datetime.timezone' is not an acceptable base type
