//! Where the entries of earlier sessions are kept, by the XDG rules.

use std::path::{Path, PathBuf};

use taipan_interp::host::Host;

/// So many entries are kept: more make searching slow, fewer lose what was typed last month.
pub const MOST: usize = 10_000;

/// Only the user may look at them.
const DIRECTORY_MODE: u32 = 0o700;

/// The file with the history; its directory is made if need be. `None`: there is no place for one.
pub fn file(host: &dyn Host) -> Option<PathBuf> {
    let absolute = |name: &str| host.env(name).filter(|path| path.starts_with('/'));
    let state = match absolute("XDG_STATE_HOME") {
        Some(state) => state,
        None => format!("{}/.local/state", absolute("HOME")?),
    };
    let directory = format!("{state}/taipan");
    make_directories(host, &directory).then(|| Path::new(&directory).join("history"))
}

fn make_directories(host: &dyn Host, path: &str) -> bool {
    if host.stat(path, true).is_ok_and(|s| s.is_dir) {
        return true;
    }
    let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
    if !parent.is_empty() && !make_directories(host, parent) {
        return false;
    }
    // Another session may have made it just now.
    host.make_dir(path, DIRECTORY_MODE).is_ok() || host.stat(path, true).is_ok_and(|s| s.is_dir)
}

/// The entries in the history, oldest first. None where it cannot be read.
pub fn entries(host: &dyn Host) -> Vec<String> {
    let bytes = file(host).and_then(|path| host.read_file(&path.to_string_lossy()).ok()).unwrap_or_default();
    read(&String::from_utf8_lossy(&bytes))
}

/// What stands in a history file: an entry a line, with `\\n` and `\\\\` for line ends and backslashes.
fn read(text: &str) -> Vec<String> {
    let entries = text.lines().filter(|line| !line.starts_with("#V"));
    entries.map(|line| line.replace("\\\\", "\0").replace("\\n", "\n").replace('\0', "\\")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_an_entry_are_put_together() {
        assert_eq!(read("#V2\na = 1\nif a:\\n    b = '\\\\n'\n"), ["a = 1", "if a:\n    b = '\\n'"]);
    }
}
