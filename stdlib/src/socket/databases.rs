//! Names of services and protocols, from the system's tables (`/etc/services`, `/etc/protocols`).

use taipan_interp::native::Args;
use taipan_interp::{PyResult, Value, Vm};

use super::{counted, int_arg, plain_error};

/// One line of a table: the name, what the name stands for, other names.
struct Entry<'a> {
    name: &'a str,
    value: &'a str,
    aliases: Vec<&'a str>,
}

impl Entry<'_> {
    fn is_called(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }

    /// (port, protocol) of a service.
    fn service(&self) -> Option<(u16, &str)> {
        let (port, protocol) = self.value.split_once('/')?;
        Some((port.parse().ok()?, protocol))
    }
}

/// The first entry of a table that `f` takes.
fn find<R>(vm: &Vm, path: &str, f: impl FnMut(&Entry<'_>) -> Option<R>) -> Option<R> {
    // A system without the table knows no names.
    let table = vm.host.read_file(path).unwrap_or_default();
    let table = String::from_utf8_lossy(&table);
    let entries = table.lines().filter_map(|line| {
        let mut words = line.split('#').next()?.split_whitespace();
        Some(Entry { name: words.next()?, value: words.next()?, aliases: words.collect() })
    });
    let mut f = f;
    entries.into_iter().find_map(|entry| f(&entry))
}

fn text_arg<'a>(vm: &Vm, name: &str, position: usize, v: &'a Value) -> PyResult<&'a str> {
    match v.as_str() {
        Some(text) => Ok(text.as_str()),
        None => {
            let got = vm.type_name(v);
            Err(vm.type_error(format!("{name}() argument {position} must be str, not {got}")))
        }
    }
}

/// `getservbyname`.
pub fn service_by_name(vm: &Vm, args: &Args) -> PyResult {
    let given = counted(vm, args, 0, "getservbyname", 1, 2)?;
    let name = text_arg(vm, "getservbyname", 1, &given[0])?;
    let protocol = given.get(1).map(|v| text_arg(vm, "getservbyname", 2, v)).transpose()?;
    let port = find(vm, "/etc/services", |entry| {
        let (port, spoken) = entry.service()?;
        (entry.is_called(name) && protocol.is_none_or(|p| p == spoken)).then_some(port)
    });
    port.map(|port| Value::Int(port.into())).ok_or_else(|| plain_error(vm, "service/proto not found"))
}

/// `getservbyport`.
pub fn service_by_port(vm: &Vm, args: &Args) -> PyResult {
    let given = counted(vm, args, 0, "getservbyport", 1, 2)?;
    let port = int_arg(vm, &given[0])?;
    let protocol = given.get(1).map(|v| text_arg(vm, "getservbyport", 2, v)).transpose()?;
    let port = u16::try_from(port).map_err(|_| vm.overflow_error("getservbyport: port must be 0-65535."))?;
    let name = find(vm, "/etc/services", |entry| {
        let (listed, spoken) = entry.service()?;
        (listed == port && protocol.is_none_or(|p| p == spoken)).then(|| entry.name.to_owned())
    });
    name.map(Value::from).ok_or_else(|| plain_error(vm, "port/proto not found"))
}

/// `getprotobyname`.
pub fn protocol_by_name(vm: &Vm, args: &Args) -> PyResult {
    let given = counted(vm, args, 0, "getprotobyname", 1, 1)?;
    let name = text_arg(vm, "getprotobyname", 1, &given[0])?;
    let number =
        find(vm, "/etc/protocols", |entry| if entry.is_called(name) { entry.value.parse::<i64>().ok() } else { None });
    number.map(Value::Int).ok_or_else(|| plain_error(vm, "protocol not found"))
}
