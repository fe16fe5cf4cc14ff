//! `_socket`: the system's sockets, names and addresses, below the library's `socket`.
//!
//! A socket object holds the descriptor's number and a timeout; everything else is asked of the host's network. Calls are
//! tried at once, without waiting, and only the wait for a descriptor lets go of the interpreter lock.

pub mod address;
mod databases;
mod inet;
mod messages;
mod methods;
mod names;
mod numbers;
mod object;
mod waiting;

use std::cell::Cell;
use std::io::Error;
use std::rc::Rc;
use std::time::Duration;

use taipan_interp::host::net::Network;
use taipan_interp::native::{Args, ModuleDef, NativeDef, function, function_raw};
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Raised, Value, Vm};

use crate::support;

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "_socket", doc: "Implementation module for socket operations.", functions: FUNCTIONS, init }];

const FUNCTIONS: &[NativeDef] = &[
    function_raw("socketpair", "(family=AF_UNIX, type=SOCK_STREAM, proto=0, /)", object::pair),
    function("close", "(fd, /)", object::close_descriptor),
    function("dup", "(fd, /)", object::duplicate),
    function("getdefaulttimeout", "()", |vm, _| Ok(waiting::shown(types(vm).default_timeout.get()))),
    function("setdefaulttimeout", "(timeout, /)", |vm, a| {
        types(vm).default_timeout.set(waiting::timeout(vm, &a[0])?);
        Ok(Value::None)
    }),
    function("getaddrinfo", "(host, port, family=0, type=0, proto=0, flags=0)", names::getaddrinfo),
    function_raw("getnameinfo", "(sockaddr, flags, /)", names::getnameinfo),
    function_raw("gethostbyname", "(host, /)", names::gethostbyname),
    function_raw("gethostbyname_ex", "(host, /)", names::gethostbyname_ex),
    function_raw("gethostbyaddr", "(host, /)", names::gethostbyaddr),
    function("gethostname", "()", |vm, _| Ok(Value::str(&vm.host.system_name().node))),
    function_raw("getservbyname", "(servicename, protocolname=None, /)", databases::service_by_name),
    function_raw("getservbyport", "(port, protocolname=None, /)", databases::service_by_port),
    function_raw("getprotobyname", "(name, /)", databases::protocol_by_name),
    function("if_nameindex", "()", names::interfaces),
    function("if_nametoindex", "(name, /)", names::interface_number),
    function("if_indextoname", "(index, /)", names::interface_name),
    function("inet_aton", "(ip_addr, /)", inet::aton),
    function("inet_ntoa", "(packed_ip, /)", inet::ntoa),
    function_raw("inet_pton", "(af, ip, /)", inet::pton),
    function_raw("inet_ntop", "(af, packed_ip, /)", inet::ntop),
    function("htons", "(x, /)", |vm, a| inet::swap_short(vm, "htons", &a[0])),
    function("ntohs", "(x, /)", |vm, a| inet::swap_short(vm, "ntohs", &a[0])),
    function("htonl", "(x, /)", |vm, a| inet::swap_long(vm, &a[0])),
    function("ntohl", "(x, /)", |vm, a| inet::swap_long(vm, &a[0])),
    function("CMSG_LEN", "(length, /)", |vm, a| messages::control_len(vm, "CMSG_LEN", &a[0], |(used, _)| used)),
    function("CMSG_SPACE", "(length, /)", |vm, a| messages::control_len(vm, "CMSG_SPACE", &a[0], |(_, room)| room)),
];

/// The module's types and what its sockets share.
struct Types {
    socket: TypeRef,
    gaierror: TypeRef,
    herror: TypeRef,
    /// The timeout of new sockets.
    default_timeout: Cell<Option<Duration>>,
    /// What is received before it becomes an object; taken out while it is in use.
    scratch: Cell<Vec<u8>>,
}

fn types(vm: &Vm) -> Rc<Types> {
    vm.state(|vm| Types {
        socket: vm.make_type(&object::SOCKET, None),
        gaierror: support::exception(vm, "socket", "gaierror", &vm.exc.os_error),
        herror: support::exception(vm, "socket", "herror", &vm.exc.os_error),
        default_timeout: Cell::new(None),
        scratch: Cell::default(),
    })
}

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let types = types(vm);
    support::add_type(vm, dict, &types.socket);
    support::set(vm, dict, "SocketType", Value::Type(types.socket.clone()));
    support::set(vm, dict, "error", Value::Type(vm.exc.os_error.clone()));
    support::set(vm, dict, "timeout", Value::Type(vm.exc.timeout_error.clone()));
    support::add_type(vm, dict, &types.gaierror);
    support::add_type(vm, dict, &types.herror);
    support::set(vm, dict, "has_ipv6", Value::Bool(true));
    for (name, number) in numbers::NUMBERS {
        support::set(vm, dict, name, Value::Int(*number));
    }
    Ok(())
}

fn network(vm: &Vm) -> PyResult<&dyn Network> {
    vm.host.network().ok_or_else(|| os_error(vm, &Error::from_raw_os_error(libc::EAFNOSUPPORT)))
}

fn os_error(vm: &Vm, e: &Error) -> Raised {
    vm.os_error(e, None)
}

/// OSError with nothing but a text.
fn plain_error(vm: &Vm, text: &str) -> Raised {
    vm.error(&vm.exc.os_error, text)
}

/// An argument as the system's `int`.
fn int_arg(vm: &Vm, v: &Value) -> PyResult<i32> {
    let too = |what| vm.overflow_error(format!("signed integer is {what}"));
    match vm.index(v)? {
        Value::Int(n) => {
            i32::try_from(n).map_err(|_| if n < 0 { too("less than minimum") } else { too("greater than maximum") })
        }
        _ => Err(vm.overflow_error("Python int too large to convert to C long")),
    }
}

/// The same as CPython's newer functions word it.
fn c_int_arg(vm: &Vm, v: &Value) -> PyResult<i32> {
    match vm.index(v)? {
        Value::Int(n) if i32::try_from(n).is_ok() => Ok(n as i32),
        _ => Err(vm.overflow_error("Python int too large to convert to C int")),
    }
}

/// Positional arguments, `min` to `max` of them after the first `skip`.
fn counted<'a>(vm: &Vm, args: &Args<'a>, skip: usize, name: &str, min: usize, max: usize) -> PyResult<&'a [Value]> {
    if !args.names.is_empty() {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    let given = &args.values[skip..];
    let got = given.len();
    let (how, bound) = match () {
        () if got < min => ("at least", min),
        () if got > max => ("at most", max),
        () => return Ok(given),
    };
    let how = if min == max { "exactly" } else { how };
    let s = if bound == 1 { "" } else { "s" };
    Err(vm.type_error(format!("{name}() takes {how} {bound} argument{s} ({got} given)")))
}
