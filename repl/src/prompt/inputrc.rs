//! What readline's configuration says about editing: its `editing-mode`, nothing else.

use taipan_interp::host::Host;

/// Which keys edit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keymap {
    Emacs,
    Vi,
}

/// So many files may include each other.
const MOST_INCLUDED: usize = 8;

/// The mode that `$INPUTRC` asks for, or `~/.inputrc`, or `/etc/inputrc`: the first that there is.
pub fn keymap(host: &dyn Host) -> Keymap {
    let named = host.env("INPUTRC").filter(|path| !path.is_empty());
    let home = host.env("HOME").map(|home| format!("{home}/.inputrc"));
    let files = match named {
        Some(file) => vec![file],
        None => home.into_iter().chain(["/etc/inputrc".to_owned()]).collect(),
    };
    let mut mode = Keymap::Emacs;
    if let Some(text) = files.iter().find_map(|file| read(host, file)) {
        apply(host, &text, &mut mode, MOST_INCLUDED);
    }
    mode
}

fn read(host: &dyn Host, path: &str) -> Option<String> {
    let path = match (path.strip_prefix("~/"), host.env("HOME")) {
        (Some(rest), Some(home)) => format!("{home}/{rest}"),
        _ => path.to_owned(),
    };
    host.read_file(&path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

fn apply(host: &dyn Host, text: &str, mode: &mut Keymap, includes: usize) {
    // One entry for each `$if`: whether its lines count.
    let mut conditions: Vec<bool> = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        let lower = line.to_ascii_lowercase();
        let mut words = lower.split_whitespace();
        match words.next() {
            Some("$if") => conditions.push(holds(words.next().unwrap_or(""), *mode)),
            Some("$else") => {
                if let Some(last) = conditions.last_mut() {
                    *last = !*last;
                }
            }
            Some("$endif") => drop(conditions.pop()),
            _ if conditions.contains(&false) => {}
            Some("$include") if includes > 0 => {
                let path = line.split_once(char::is_whitespace).map_or("", |(_, path)| path.trim());
                if let Some(text) = read(host, path) {
                    apply(host, &text, mode, includes - 1);
                }
            }
            Some("set") if words.next() == Some("editing-mode") => match words.next() {
                Some("vi") => *mode = Keymap::Vi,
                Some("emacs") => *mode = Keymap::Emacs,
                _ => {}
            },
            _ => {}
        }
    }
}

/// Whether a condition holds: programs are known by name, and we are one that speaks Python.
fn holds(condition: &str, mode: Keymap) -> bool {
    match condition.split_once('=') {
        Some(("mode", wanted)) => (wanted == "vi") == (mode == Keymap::Vi),
        // Which terminal it is does not matter for what we read.
        Some(_) => false,
        None => matches!(condition, "taipan" | "python"),
    }
}

#[cfg(test)]
mod tests {
    use taipan_interp::host::os::OsHost;

    use super::*;

    fn mode(text: &str) -> Keymap {
        let mut mode = Keymap::Emacs;
        apply(&OsHost::default(), text, &mut mode, 0);
        mode
    }

    #[test]
    fn the_last_setting_that_counts_wins() {
        assert_eq!(mode(""), Keymap::Emacs);
        assert_eq!(mode("# set editing-mode vi\n"), Keymap::Emacs);
        assert_eq!(mode("set editing-mode vi\n"), Keymap::Vi);
        assert_eq!(mode("set Editing-Mode vi\nset editing-mode emacs"), Keymap::Emacs);
        assert_eq!(mode("$if Bash\nset editing-mode vi\n$endif"), Keymap::Emacs);
        assert_eq!(mode("$if Python\nset editing-mode vi\n$else\nset editing-mode emacs\n$endif"), Keymap::Vi);
    }
}
