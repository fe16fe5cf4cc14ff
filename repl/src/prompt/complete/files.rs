//! Names of files, in a string.

use taipan_interp::Vm;
use taipan_interp::host::{DirEntry, FileKind};

use super::Candidate;

/// What may follow `path`, as far as it is written: names in its directory. A directory's ends with a slash.
pub fn complete(vm: &Vm, path: &str) -> Vec<Candidate> {
    let (directory, prefix) = path.rsplit_once('/').map_or(("", path), |(directory, name)| (directory, name));
    let directory = match directory {
        "" if path.starts_with('/') => "/".to_owned(),
        "" => ".".to_owned(),
        _ => match (directory.strip_prefix('~'), vm.host.env("HOME")) {
            (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with('/') => format!("{home}{rest}"),
            _ => directory.to_owned(),
        },
    };
    let Ok(entries) = vm.host.scan_dir(&directory) else { return Vec::new() };
    let wanted = |e: &DirEntry| {
        let hidden = e.name.starts_with('.') && !prefix.starts_with('.');
        e.name.starts_with(prefix)
            && !hidden
            && !e.name.contains(['"', '\'', '\\'])
            && !e.name.contains(char::is_control)
    };
    let is_dir = |e: &DirEntry| match e.kind {
        Some(FileKind::Dir) => true,
        Some(FileKind::File | FileKind::Other) => false,
        _ => vm.host.stat(&format!("{directory}/{}", e.name), true).is_ok_and(|s| s.is_dir),
    };
    let names = entries.iter().filter(|e| wanted(e));
    let mut found: Vec<String> = names.map(|e| format!("{}{}", e.name, if is_dir(e) { "/" } else { "" })).collect();
    found.sort_unstable();
    found.into_iter().map(Candidate::new).collect()
}
