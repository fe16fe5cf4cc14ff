//! How the program is linked on Linux, for a quick start.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let os = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if os == "linux" {
        // At a fixed address: half a megabyte of pointers (the tables of native functions) needs no relocation then.
        println!("cargo::rustc-link-arg-bins=-no-pie");
        // Functions of the system's library are looked up when they are first called; a script calls few of them.
        println!("cargo::rustc-link-arg-bins=-Wl,-z,lazy");
    }
}
