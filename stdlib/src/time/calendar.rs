//! The proleptic Gregorian calendar: seconds since the epoch to date and time of day, and back.

/// A broken-down time, as C's `struct tm` has it, but with real years, months from 1 and Monday as day 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fields {
    pub year: i64,
    pub month: i64,
    pub day: i64,
    pub hour: i64,
    pub minute: i64,
    pub second: i64,
    /// 0 is Monday.
    pub weekday: i64,
    /// 1 is 1 January.
    pub yearday: i64,
    /// Daylight saving time: 1 yes, 0 no, -1 unknown.
    pub dst: i64,
    /// The zone's name.
    pub zone: String,
    /// Seconds east of UTC.
    pub offset: i64,
}

const DAY: i64 = 86_400;

/// Days since the epoch of a date.
pub(crate) fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    // Years that begin in March put the leap day at the end; 400 of them have 146,097 days.
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let of_era = y.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date of a day since the epoch: (year, month, day).
pub(crate) fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// True for years of 366 days.
pub(crate) fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The fields of a time given as seconds since the epoch, `offset` seconds east of UTC.
pub(crate) fn fields(seconds: i64, offset: i64, zone: &str, dst: i64) -> Fields {
    let local = seconds + offset;
    let (days, rest) = (local.div_euclid(DAY), local.rem_euclid(DAY));
    let (year, month, day) = civil_from_days(days);
    Fields {
        year,
        month,
        day,
        hour: rest / 3600,
        minute: rest / 60 % 60,
        second: rest % 60,
        // The epoch was a Thursday.
        weekday: (days + 3).rem_euclid(7),
        yearday: days - days_from_civil(year, 1, 1) + 1,
        dst,
        zone: zone.to_string(),
        offset,
    }
}

/// Seconds since the epoch, were the fields UTC. Fields out of range carry over.
pub(crate) fn seconds(f: &Fields) -> Option<i64> {
    let months = f.month - 1;
    let year = f.year.checked_add(months.div_euclid(12))?;
    if year.unsigned_abs() > 1 << 40 {
        return None;
    }
    let days = days_from_civil(year, months.rem_euclid(12) + 1, 1).checked_add(f.day - 1)?;
    days.checked_mul(DAY)?
        .checked_add(f.hour.checked_mul(3600)?)?
        .checked_add(f.minute.checked_mul(60)?)?
        .checked_add(f.second)
}

/// ISO 8601's year and week.
pub(crate) fn iso_week(f: &Fields) -> (i64, i64) {
    let week = (f.yearday - 1 - f.weekday + 10).div_euclid(7);
    let weeks_in = |year: i64| {
        let first = (days_from_civil(year, 1, 1) + 3).rem_euclid(7);
        if first == 3 || (first == 2 && is_leap(year)) { 53 } else { 52 }
    };
    if week < 1 {
        (f.year - 1, weeks_in(f.year - 1))
    } else if week > weeks_in(f.year) {
        (f.year + 1, 1)
    } else {
        (f.year, week)
    }
}
