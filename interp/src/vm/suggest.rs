//! "Did you mean …?": the closest of some names, by the rules that CPython's messages follow.

const MOVE_COST: usize = 2;
const CASE_COST: usize = 1;
const MAX_NAMES: usize = 750;
const MAX_LENGTH: usize = 40;

fn substitution(a: char, b: char) -> usize {
    if a == b {
        0
    } else if a.to_lowercase().eq(b.to_lowercase()) {
        CASE_COST
    } else {
        MOVE_COST
    }
}

/// The edit distance of two names (Levenshtein, with cheap changes of case), or more than `max`.
pub fn distance(a: &str, b: &str, max: usize) -> usize {
    if a == b {
        return 0;
    }
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let prefix = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - suffix], &b[..b.len() - suffix]);
    if a.is_empty() || b.is_empty() {
        return MOVE_COST * (a.len() + b.len());
    }
    if a.len() > MAX_LENGTH || b.len() > MAX_LENGTH {
        return max + 1;
    }
    let mut row: Vec<usize> = (1..=a.len()).map(|i| i * MOVE_COST).collect();
    for (j, cb) in b.iter().enumerate() {
        let mut diagonal = j * MOVE_COST;
        let mut left = diagonal + MOVE_COST;
        for (i, ca) in a.iter().enumerate() {
            let up = row[i];
            let cost = (diagonal + substitution(*ca, *cb)).min(left.min(up) + MOVE_COST);
            diagonal = up;
            row[i] = cost;
            left = cost;
        }
    }
    row.last().copied().unwrap_or(0)
}

/// The name nearest to `wrong`, if one is near enough.
pub fn closest<'a>(wrong: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if wrong.chars().count() > MAX_LENGTH {
        return None;
    }
    let mut best: Option<(&str, usize)> = None;
    for name in names.take(MAX_NAMES) {
        if name == wrong {
            continue;
        }
        let mut max = (name.chars().count() + wrong.chars().count() + 3) * MOVE_COST / 6;
        if let Some((_, d)) = best {
            max = max.min(d - 1);
        }
        let d = distance(wrong, name, max);
        if d <= max && best.is_none_or(|(_, b)| d < b) {
            if d == 0 {
                return Some(name);
            }
            best = Some((name, d));
        }
    }
    best.map(|(n, _)| n)
}
