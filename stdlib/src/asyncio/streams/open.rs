//! `open_connection`, `start_server` and their twins for Unix sockets: the loop's `create_connection` and the like, with
//! readers and writers around what they give.

use taipan_interp::heap::{Flow, Held, NativeData};
use taipan_interp::native::{Args, NativeDef, TypeDef, function_raw, method_raw};
use taipan_interp::types::class::Layout;
use taipan_interp::types::generator::NativeCoroutine;
use taipan_interp::types::str::Str;
use taipan_interp::{ObjRef, PyResult, Raised, Value, Vm};

use super::super::{coroutine, running};
use super::{DEFAULT_LIMIT, of, protocol, reader, writer};

pub const FUNCTIONS: &[NativeDef] = &[
    function_raw("open_connection", "(host=None, port=None, *, limit=65536, **kwds)", |vm, args| {
        let asked = Asked::read(vm, args, "open_connection", &["host", "port"])?;
        Ok(asked.connection(vm, "open_connection", "create_connection"))
    }).coroutine().doc("Connect to `host` and `port`: (reader, writer).\n\n`limit`: how much the reader buffers. Other arguments are those of `loop.create_connection`, `ssl=` among them."),
    function_raw("start_server", "(client_connected_cb, host=None, port=None, *, limit=65536, **kwds)", |vm, args| {
        let asked = Asked::read(vm, args, "start_server", &["client_connected_cb", "host", "port"])?;
        Ok(asked.server(vm, "start_server", "create_server"))
    }).coroutine().doc("Accept connections: `client_connected_cb(reader, writer)` is run for each, as a task if it is a coroutine function.\n\nGives the server."),
    function_raw("open_unix_connection", "(path=None, *, limit=65536, **kwds)", |vm, args| {
        let asked = Asked::read(vm, args, "open_unix_connection", &["path"])?;
        Ok(asked.connection(vm, "open_unix_connection", "create_unix_connection"))
    }).coroutine().doc("Connect to a socket of the file system: (reader, writer)."),
    function_raw("start_unix_server", "(client_connected_cb, path=None, *, limit=65536, **kwds)", |vm, args| {
        let asked = Asked::read(vm, args, "start_unix_server", &["client_connected_cb", "path"])?;
        Ok(asked.server(vm, "start_unix_server", "create_unix_server"))
    }).coroutine().doc("As `start_server`, on a socket of the file system."),
];

/// The arguments of one of the functions.
struct Asked {
    /// Those that may be given by position, None where they are not given.
    named: Vec<Value>,
    limit: Value,
    /// What the loop's method gets as keywords.
    keywords: Vec<(Str, Value)>,
}

impl Asked {
    fn read(vm: &Vm, args: &Args, function: &str, names: &[&str]) -> PyResult<Asked> {
        let given = args.pos();
        if given.len() > names.len() {
            let least = names.iter().filter(|n| **n == "client_connected_cb").count();
            return Err(vm.type_error(format!(
                "{function}() takes from {least} to {} positional arguments but {} were given",
                names.len(),
                given.len()
            )));
        }
        let mut named: Vec<Option<Value>> = given.iter().cloned().map(Some).collect();
        named.resize(names.len(), None);
        let mut asked = Asked { named: Vec::new(), limit: Value::Int(DEFAULT_LIMIT), keywords: Vec::new() };
        for (name, value) in args.keywords() {
            match names.iter().position(|n| *n == name.as_str()) {
                Some(at) if named[at].is_some() => {
                    return Err(vm.type_error(format!("{function}() got multiple values for argument '{name}'")));
                }
                Some(at) => named[at] = Some(value.clone()),
                None if name.as_str() == "limit" => asked.limit = value.clone(),
                None => asked.keywords.push((name.clone(), value.clone())),
            }
        }
        if names[0] == "client_connected_cb" && named[0].is_none() {
            return Err(
                vm.type_error(format!("{function}() missing 1 required positional argument: 'client_connected_cb'"))
            );
        }
        asked.named = named.into_iter().map(|v| v.unwrap_or(Value::None)).collect();
        Ok(asked)
    }

    /// Calls the loop's method with a protocol factory and what is left of the arguments.
    fn call(&self, vm: &Vm, owner: &Value, method: &str, factory: ObjRef, named: &[Value]) -> PyResult<Flow> {
        let method = vm.get_attr(owner, &vm.intern(method))?;
        let mut values = vec![Value::Object(factory)];
        values.extend(named.iter().cloned());
        values.extend(self.keywords.iter().map(|(_, v)| v.clone()));
        let names: Vec<Str> = self.keywords.iter().map(|(n, _)| n.clone()).collect();
        let awaitable = vm.call_args(&method, &Args { values: &values, names: &names })?;
        Ok(Flow::Await(vm.await_iter(&awaitable)?))
    }

    fn connection(self, vm: &Vm, name: &'static str, method: &'static str) -> Value {
        coroutine::make(vm, name, Open { asked: self, method, made: None })
    }

    fn server(self, vm: &Vm, name: &'static str, method: &'static str) -> Value {
        coroutine::make(vm, name, Start { asked: self, method, begun: false })
    }
}

impl taipan_interp::heap::Traverse for Asked {
    fn traverse(&self, v: &mut taipan_interp::heap::Visitor<'_>) {
        self.named.traverse(v);
        self.limit.traverse(v);
        for (_, value) in &self.keywords {
            value.traverse(v);
        }
    }
}

/// `open_connection`: a connection with a reader and a writer.
///
/// Cancelled while it connects: the loop's method undoes what it has begun.
struct Open {
    asked: Asked,
    method: &'static str,
    /// The loop, the reader and its protocol, once it connects.
    made: Option<(Value, (ObjRef, ObjRef))>,
}

impl NativeCoroutine for Open {
    taipan_interp::traverses!(asked, made);

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let input = input?;
        let Some((owner, (reader, protocol))) = self.made.take() else {
            let owner = running::required(vm)?;
            let reader = reader::create(vm, self.asked.limit.clone(), owner.clone())?;
            let protocol = protocol::create(vm, &reader, None, owner.clone())?;
            let factory = ProtocolFactory::The(Held::new(Value::Object(protocol.clone())));
            let factory = ObjRef::new(of(vm)?.factory.clone(), factory);
            let flow = self.asked.call(vm, &owner, self.method, factory, &self.asked.named)?;
            self.made = Some((owner, (reader, protocol)));
            return Ok(flow);
        };
        let pair = vm.collect(&input)?;
        let [transport, _] = pair.as_slice() else {
            return Err(vm.value_error(format!("expected a transport and a protocol, got {} values", pair.len())));
        };
        let reader = Value::Object(reader);
        let writer = writer::create(vm, transport.clone(), Value::Object(protocol), reader.clone(), owner)?;
        Ok(Flow::Return(Value::tuple(vec![reader, Value::Object(writer)])))
    }
}

/// `start_server`.
struct Start {
    asked: Asked,
    method: &'static str,
    begun: bool,
}

impl NativeCoroutine for Start {
    taipan_interp::traverses!(asked);

    fn resume(&mut self, vm: &Vm, input: Result<Value, Raised>) -> Result<Flow, Raised> {
        let server = input?;
        if self.begun {
            return Ok(Flow::Return(server));
        }
        self.begun = true;
        let owner = running::required(vm)?;
        let [callback, address @ ..] = self.asked.named.as_slice() else { return Ok(Flow::Return(server)) };
        let factory = ProtocolFactory::Each {
            callback: Held::new(callback.clone()),
            limit: Held::new(self.asked.limit.clone()),
            owner: Held::new(owner.clone()),
        };
        let factory = ObjRef::new(of(vm)?.factory.clone(), factory);
        self.asked.call(vm, &owner, self.method, factory, address)
    }
}

/// What the loop calls for a protocol.
enum ProtocolFactory {
    /// A client's one protocol.
    The(Held<Value>),
    /// A server's, one a connection, each with a reader.
    Each { callback: Held<Value>, limit: Held<Value>, owner: Held<Value> },
}

impl NativeData for ProtocolFactory {
    fn traverse(&self, v: &mut taipan_interp::heap::Visitor<'_>) {
        use taipan_interp::heap::Traverse;
        match self {
            ProtocolFactory::The(protocol) => protocol.traverse(v),
            ProtocolFactory::Each { callback, limit, owner } => {
                callback.traverse(v);
                limit.traverse(v);
                owner.traverse(v);
            }
        }
    }

    fn call(&self, _this: &ObjRef, vm: &Vm, _args: &Args) -> Option<PyResult> {
        Some(self.make(vm))
    }
}

impl ProtocolFactory {
    fn make(&self, vm: &Vm) -> PyResult {
        match self {
            ProtocolFactory::The(protocol) => Ok(protocol.get()),
            ProtocolFactory::Each { callback, limit, owner } => {
                let reader = reader::create(vm, limit.get(), owner.get())?;
                let protocol = protocol::create(vm, &reader, Some(callback.get()), owner.get())?;
                Ok(Value::Object(protocol))
            }
        }
    }
}

/// The class of protocol factories; Python sees nothing of it but that it can be called.
pub const FACTORY: TypeDef = TypeDef {
    layout: Layout::Native(0),
    methods: &[method_raw("__call__", "(self)", |vm, args| match args.pos().first() {
        Some(Value::Object(o)) => o.get::<ProtocolFactory>().map_or(Ok(Value::None), |factory| factory.make(vm)),
        _ => Err(vm.type_error("a protocol factory was expected")),
    })],
    ..TypeDef::new("factory", "asyncio.streams")
};
