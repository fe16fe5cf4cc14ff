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
