//! `_stat`: what the bits of a file's mode mean.

use taipan_interp::native::{ModuleDef, NativeDef, function};
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Value, Vm};

use crate::support;

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "_stat", doc: "Bits of a file's mode.", functions: FUNCTIONS, init }];

const FUNCTIONS: &[NativeDef] = &[
    function("S_IMODE", "(mode, /)", |vm, a| Ok(Value::Int((mode(vm, &a[0])? & 0o7777).into()))),
    function("S_IFMT", "(mode, /)", |vm, a| Ok(Value::Int((mode(vm, &a[0])? & KIND).into()))),
    function("S_ISDIR", "(mode, /)", |vm, a| is(vm, &a[0], DIRECTORY)),
    function("S_ISCHR", "(mode, /)", |vm, a| is(vm, &a[0], CHARACTER)),
    function("S_ISBLK", "(mode, /)", |vm, a| is(vm, &a[0], BLOCK)),
    function("S_ISREG", "(mode, /)", |vm, a| is(vm, &a[0], REGULAR)),
    function("S_ISFIFO", "(mode, /)", |vm, a| is(vm, &a[0], PIPE)),
    function("S_ISLNK", "(mode, /)", |vm, a| is(vm, &a[0], LINK)),
    function("S_ISSOCK", "(mode, /)", |vm, a| is(vm, &a[0], SOCKET)),
    // Of other systems.
    function("S_ISDOOR", "(mode, /)", never),
    function("S_ISPORT", "(mode, /)", never),
    function("S_ISWHT", "(mode, /)", never),
    function("filemode", "(mode, /)", |vm, a| Ok(Value::from(shown(mode(vm, &a[0])?)))),
];

const KIND: u32 = 0o170_000;
const PIPE: u32 = 0o010_000;
const CHARACTER: u32 = 0o020_000;
const DIRECTORY: u32 = 0o040_000;
const BLOCK: u32 = 0o060_000;
const REGULAR: u32 = 0o100_000;
const LINK: u32 = 0o120_000;
const SOCKET: u32 = 0o140_000;

const NUMBERS: &[(&str, i64)] = &[
    ("SF_APPEND", 262144),
    ("SF_ARCHIVED", 65536),
    ("SF_DATALESS", 1073741824),
    ("SF_FIRMLINK", 8388608),
    ("SF_IMMUTABLE", 131072),
    ("SF_NOUNLINK", 1048576),
    ("SF_SETTABLE", 4294901760),
    ("SF_SNAPSHOT", 2097152),
    ("ST_ATIME", 7),
    ("ST_CTIME", 9),
    ("ST_DEV", 2),
    ("ST_GID", 5),
    ("ST_INO", 1),
    ("ST_MODE", 0),
    ("ST_MTIME", 8),
    ("ST_NLINK", 3),
    ("ST_SIZE", 6),
    ("ST_UID", 4),
    ("S_ENFMT", 1024),
    ("S_IEXEC", 64),
    ("S_IFBLK", 24576),
    ("S_IFCHR", 8192),
    ("S_IFDIR", 16384),
    ("S_IFDOOR", 0),
    ("S_IFIFO", 4096),
    ("S_IFLNK", 40960),
    ("S_IFPORT", 0),
    ("S_IFREG", 32768),
    ("S_IFSOCK", 49152),
    ("S_IFWHT", 0),
    ("S_IREAD", 256),
    ("S_IRGRP", 32),
    ("S_IROTH", 4),
    ("S_IRUSR", 256),
    ("S_IRWXG", 56),
    ("S_IRWXO", 7),
    ("S_IRWXU", 448),
    ("S_ISGID", 1024),
    ("S_ISUID", 2048),
    ("S_ISVTX", 512),
    ("S_IWGRP", 16),
    ("S_IWOTH", 2),
    ("S_IWRITE", 128),
    ("S_IWUSR", 128),
    ("S_IXGRP", 8),
    ("S_IXOTH", 1),
    ("S_IXUSR", 64),
    ("UF_APPEND", 4),
    ("UF_COMPRESSED", 32),
    ("UF_DATAVAULT", 128),
    ("UF_HIDDEN", 32768),
    ("UF_IMMUTABLE", 2),
    ("UF_NODUMP", 1),
    ("UF_NOUNLINK", 16),
    ("UF_OPAQUE", 8),
    ("UF_SETTABLE", 65535),
    ("UF_TRACKED", 64),
];

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    for (name, number) in NUMBERS {
        support::set(vm, dict, name, Value::Int(*number));
    }
    Ok(())
}

fn mode(vm: &Vm, v: &Value) -> PyResult<u32> {
    match vm.index(v)? {
        Value::Int(n) if n < 0 => Err(vm.overflow_error("can't convert negative value to unsigned int")),
        Value::Int(n) => u32::try_from(n).map_err(|_| vm.overflow_error("mode out of range")),
        _ => Err(vm.overflow_error("Python int too large to convert to C unsigned long")),
    }
}

fn is(vm: &Vm, v: &Value, kind: u32) -> PyResult {
    Ok(Value::Bool(mode(vm, v)? & KIND == kind))
}

fn never(vm: &Vm, a: &[Value]) -> PyResult {
    mode(vm, &a[0])?;
    Ok(Value::Bool(false))
}

/// As `ls -l` shows it.
fn shown(mode: u32) -> String {
    let kind = match mode & KIND {
        REGULAR => '-',
        DIRECTORY => 'd',
        LINK => 'l',
        BLOCK => 'b',
        CHARACTER => 'c',
        PIPE => 'p',
        SOCKET => 's',
        _ => '?',
    };
    let mut text = String::from(kind);
    // (shift, the bit that changes how execution is shown, its letter)
    for (shift, special, letter) in [(6, 0o4000, 's'), (3, 0o2000, 's'), (0, 0o1000, 't')] {
        let bits = mode >> shift;
        text.push(if bits & 4 != 0 { 'r' } else { '-' });
        text.push(if bits & 2 != 0 { 'w' } else { '-' });
        text.push(match (mode & special != 0, bits & 1 != 0) {
            (true, true) => letter,
            (true, false) => letter.to_ascii_uppercase(),
            (false, true) => 'x',
            (false, false) => '-',
        });
    }
    text
}
