//! Days of the proleptic Gregorian calendar by their number: 1 is the first of January of the year 1.

use crate::time::calendar::{civil_from_days, days_from_civil, is_leap};

pub(super) const MIN_YEAR: i32 = 1;
pub(super) const MAX_YEAR: i32 = 9999;
/// The number of the last day that there is.
pub(super) const MAX_ORDINAL: i64 = 3_652_059;
/// The number of 1 January 1970.
pub(super) const EPOCH: i64 = 719_163;

/// The number of a day.
pub(super) fn ordinal(year: i32, month: u8, day: u8) -> i64 {
    days_from_civil(i64::from(year), i64::from(month), i64::from(day)) + EPOCH
}

/// The date of a day: (year, month, day). The number is between 1 and [`MAX_ORDINAL`].
pub(super) fn date_of(ordinal: i64) -> (i32, u8, u8) {
    let (year, month, day) = civil_from_days(ordinal - EPOCH);
    (year as i32, month as u8, day as u8)
}

/// How many days a month has; `month` is in 1..=12.
pub(super) fn days_in_month(year: i32, month: i32) -> i32 {
    match month {
        2 if is_leap(i64::from(year)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The number of the Monday that the first week of a year begins with, as ISO 8601 counts weeks.
pub(super) fn first_monday(year: i32) -> i64 {
    let first = days_from_civil(i64::from(year), 1, 1) + EPOCH;
    let weekday = (first + 6) % 7;
    let monday = first - weekday;
    if weekday > 3 { monday + 7 } else { monday }
}

/// ISO 8601's year, week and weekday (Monday is 1) of a day.
pub(super) fn iso_week(ordinal: i64, year: i32) -> (i32, i64, i64) {
    let mut year = year;
    let mut monday = first_monday(year);
    if ordinal < monday {
        year -= 1;
        monday = first_monday(year);
    } else if ordinal >= first_monday(year + 1) {
        year += 1;
        monday = first_monday(year);
    }
    (year, (ordinal - monday) / 7 + 1, (ordinal - monday) % 7 + 1)
}

/// The number of the day that ISO 8601 gives by year, week and weekday.
///
/// # Errors
/// What is wrong.
pub(super) fn of_iso_week(year: i32, week: i32, weekday: i32) -> Result<i64, String> {
    if !(MIN_YEAR..=MAX_YEAR).contains(&year) {
        return Err(format!("Year is out of range: {year}"));
    }
    let weeks = (first_monday(year + 1) - first_monday(year)) / 7;
    if week < 1 || i64::from(week) > weeks {
        return Err(format!("Invalid week: {week}"));
    }
    if !(1..=7).contains(&weekday) {
        return Err(format!("Invalid weekday: {weekday} (range is [1, 7])"));
    }
    Ok(first_monday(year) + i64::from(week - 1) * 7 + i64::from(weekday - 1))
}
