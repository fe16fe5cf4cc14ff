//! TLS on the loop: `asyncio.sslproto`. [`protocol`] stands between a transport of bytes and the program's protocol, which
//! sees [`transport`] as its transport. TLS itself is `crate::ssl`'s; nothing here makes Python objects for a record.

mod calls;
mod flow;
mod methods;
pub mod protocol;
mod transport;

use std::cell::OnceCell;
use std::rc::Rc;

use taipan_interp::native::{ModuleDef, NativeDef, method_raw};
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Value, Vm};

pub use methods::MAKE_SSL_TRANSPORT;
pub use protocol::SslProtocol;
pub use transport::SslTransport;

/// What `asyncio.sslproto` shows of this.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "_asyncio_tls", doc: "TLS on asyncio's loop.", functions: &[], init }];

/// `loop.start_tls(…)`, which is written in Python: it runs once a connection.
pub const START_TLS: NativeDef = method_raw(
    "start_tls",
    "(self, transport, protocol, sslcontext, *, server_side=False, server_hostname=None, ssl_handshake_timeout=None, \
     ssl_shutdown_timeout=None)",
    |vm, args| {
        let module = vm.import("_asyncio_start_tls")?;
        vm.call_args(&vm.get_attr(&module, &vm.intern("start_tls"))?, args)
    },
)
.coroutine();

fn init(vm: &Vm, module: &Dict) -> PyResult<()> {
    let types = of(vm)?;
    module.set_str(&vm.intern("SSLProtocol"), Value::Type(types.protocol.clone()));
    module.set_str(&vm.intern("_SSLProtocolTransport"), Value::Type(types.transport.clone()));
    Ok(())
}

/// The types.
pub struct Types {
    pub protocol: TypeRef,
    pub transport: TypeRef,
}

/// The types of this interpreter, made with the first TLS connection: their bases are written in Python.
///
/// # Errors
/// What importing raises.
pub fn of(vm: &Vm) -> PyResult<Rc<Types>> {
    struct Known(OnceCell<Rc<Types>>);
    let known = vm.state(|_| Known(OnceCell::new()));
    if let Some(types) = known.0.get() {
        return Ok(types.clone());
    }
    let transports = super::transport::of(vm)?;
    let Value::Type(buffered) = &transports.buffered_protocol else {
        return Err(vm.type_error("asyncio.BufferedProtocol is no class"));
    };
    let made = Rc::new(Types {
        protocol: vm.make_type(&methods::PROTOCOL, Some(buffered)),
        transport: vm.make_type(&transport::TRANSPORT, Some(&transports.flow_control)),
    });
    Ok(known.0.get_or_init(|| made).clone())
}
