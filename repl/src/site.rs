//! Where third-party packages are, and what is done about them before the program starts.

use taipan_interp::traceback;
use taipan_interp::{Value, Vm};

/// Where a virtual environment keeps its packages. It may have been made by any version of Python.
pub fn packages(vm: &Vm, root: &str) -> Vec<String> {
    let lib = format!("{}/lib", root.trim_end_matches('/'));
    let mut versions = vm.host.list_dir(&lib).unwrap_or_default();
    versions.retain(|v| v.starts_with("python"));
    versions.sort();
    let dirs = versions.iter().map(|v| format!("{lib}/{v}/site-packages"));
    dirs.filter(|d| vm.host.stat(d, true).is_ok_and(|s| s.is_dir)).collect()
}

/// Does what the `.pth` files of these directories say, and imports `sitecustomize` if there is one.
pub fn set_up(vm: &Vm, packages: &[String]) {
    for dir in packages {
        let has_any = vm.host.list_dir(dir).is_ok_and(|names| names.iter().any(|n| n.ends_with(".pth")));
        if !has_any {
            continue;
        }
        let added = vm.import("_site_packages").and_then(|m| vm.call_method(&m, &vm.intern("add"), &[Value::str(dir)]));
        if let Err(error) = added {
            traceback::print_exception(vm, &error.0);
        }
    }
    for name in ["sitecustomize", "usercustomize"] {
        match vm.import(name) {
            Err(error) if !vm.matches(&error, &vm.exc.module_not_found_error) => {
                traceback::print_exception(vm, &error.0);
            }
            _ => {}
        }
    }
}
