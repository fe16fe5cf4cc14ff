//! `strftime`, as the C library of Linux has it in the C locale.

use super::calendar::{Fields, iso_week, seconds};

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The full name of a weekday (0 is Monday).
pub(crate) fn day_name(weekday: i64) -> &'static str {
    DAYS[weekday.rem_euclid(7) as usize]
}

/// The full name of a month (1 is January).
pub(crate) fn month_name(month: i64) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|i| MONTHS.get(i)).copied().unwrap_or("?")
}

/// What stands between `%` and the letter.
#[derive(Clone, Copy, Default)]
struct Directive {
    /// `_`, `-`, `0`: with what numbers are padded.
    pad: Option<char>,
    /// `^`: upper case; `#`: the other case.
    upper: bool,
    swap: bool,
    width: usize,
}

impl Directive {
    /// A number of at least `digits` digits, by default padded with `fill`.
    fn number(self, out: &mut String, n: i64, digits: usize, fill: char) {
        let (fill, digits) = match self.pad {
            Some('-') => (fill, 0),
            Some('_') => (' ', digits),
            Some(_) => ('0', digits),
            None => (fill, digits),
        };
        let width = self.width.max(digits);
        let text = n.unsigned_abs().to_string();
        let sign = if n < 0 { "-" } else { "" };
        let missing = width.saturating_sub(text.len() + sign.len());
        let padding: String = std::iter::repeat_n(fill, missing).collect();
        if fill == ' ' {
            out.push_str(&padding);
            out.push_str(sign);
        } else {
            out.push_str(sign);
            out.push_str(&padding);
        }
        out.push_str(&text);
    }

    fn text(self, out: &mut String, text: &str) {
        let text = if self.upper {
            text.to_uppercase()
        } else if self.swap {
            swap_case(text)
        } else {
            text.to_string()
        };
        let missing = self.width.saturating_sub(text.chars().count());
        let fill = if self.pad == Some('0') { '0' } else { ' ' };
        out.extend(std::iter::repeat_n(fill, missing));
        out.push_str(&text);
    }
}

/// What `#` does: names become upper case, `AM` and zone names lower case.
fn swap_case(text: &str) -> String {
    if text.chars().all(|c| !c.is_lowercase()) { text.to_lowercase() } else { text.to_uppercase() }
}

/// The time in the form that `format` describes.
pub(crate) fn strftime(format: &str, f: &Fields) -> String {
    let mut out = String::with_capacity(format.len() * 2);
    let mut rest = format.chars();
    while let Some(c) = rest.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let start = rest.clone();
        let mut d = Directive::default();
        let mut letter = rest.next();
        while let Some(flag @ ('_' | '-' | '0' | '^' | '#' | '+')) = letter {
            match flag {
                '^' => d.upper = true,
                '#' => d.swap = true,
                pad => d.pad = Some(pad),
            }
            letter = rest.next();
        }
        while let Some(digit) = letter.and_then(|c| c.to_digit(10)) {
            // Wider than any real use, and small enough not to eat memory.
            d.width = (d.width * 10 + digit as usize).min(4096);
            letter = rest.next();
        }
        if let Some('E' | 'O') = letter {
            letter = rest.next();
        }
        if !letter.is_some_and(|letter| directive(&mut out, d, letter, f)) {
            // Unknown directives stand as they are.
            out.push('%');
            let end = rest.as_str().len();
            let text = start.as_str();
            out.push_str(&text[..text.len() - end]);
        }
    }
    out
}

fn hour12(hour: i64) -> i64 {
    match hour % 12 {
        0 => 12,
        h => h,
    }
}

/// Writes one directive; false when there is none of this letter.
fn directive(out: &mut String, d: Directive, letter: char, f: &Fields) -> bool {
    match letter {
        'a' => d.text(out, &day_name(f.weekday)[..3]),
        'A' => d.text(out, day_name(f.weekday)),
        'b' | 'h' => d.text(out, month_name(f.month).get(..3).unwrap_or("?")),
        'B' => d.text(out, month_name(f.month)),
        'p' => d.text(out, if f.hour < 12 { "AM" } else { "PM" }),
        'P' => d.text(out, if f.hour < 12 { "am" } else { "pm" }),
        'Z' => d.text(out, &f.zone),
        '%' => out.push('%'),
        'n' => out.push('\n'),
        't' => out.push('\t'),
        'z' => {
            let offset = f.offset.abs() / 60;
            out.push(if f.offset < 0 { '-' } else { '+' });
            Directive { width: d.width.saturating_sub(1), ..d }.number(out, offset / 60 * 100 + offset % 60, 4, '0');
        }
        'c' => d.text(out, &strftime("%a %b %e %H:%M:%S %Y", f)),
        'D' | 'x' => d.text(out, &strftime("%m/%d/%y", f)),
        'F' => d.text(out, &strftime("%Y-%m-%d", f)),
        'T' | 'X' => d.text(out, &strftime("%H:%M:%S", f)),
        'R' => d.text(out, &strftime("%H:%M", f)),
        'r' => d.text(out, &strftime("%I:%M:%S %p", f)),
        _ => return number_directive(out, d, letter, f),
    }
    true
}

fn number_directive(out: &mut String, d: Directive, letter: char, f: &Fields) -> bool {
    let sunday = (f.weekday + 1) % 7;
    let (n, digits, fill) = match letter {
        'C' => (f.year.div_euclid(100), 2, '0'),
        'd' => (f.day, 2, '0'),
        'e' => (f.day, 2, ' '),
        'g' => (iso_week(f).0.rem_euclid(100), 2, '0'),
        'G' => (iso_week(f).0, 1, '0'),
        'H' => (f.hour, 2, '0'),
        'I' => (hour12(f.hour), 2, '0'),
        'j' => (f.yearday, 3, '0'),
        'k' => (f.hour, 2, ' '),
        'l' => (hour12(f.hour), 2, ' '),
        'm' => (f.month, 2, '0'),
        'M' => (f.minute, 2, '0'),
        's' => (seconds(f).unwrap_or(0) - f.offset, 1, '0'),
        'S' => (f.second, 2, '0'),
        'u' => (if sunday == 0 { 7 } else { sunday }, 1, '0'),
        'U' => ((f.yearday - 1 + 7 - sunday) / 7, 2, '0'),
        'V' => (iso_week(f).1, 2, '0'),
        'w' => (sunday, 1, '0'),
        'W' => ((f.yearday - 1 + 7 - f.weekday) / 7, 2, '0'),
        'y' => (f.year.rem_euclid(100), 2, '0'),
        'Y' => (f.year, 1, '0'),
        _ => return false,
    };
    d.number(out, n, digits, fill);
    true
}
