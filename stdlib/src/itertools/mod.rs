//! `itertools`: lazy iterators over iterators, one Rust struct each.
//!
//! Every struct implements `NativeData::iter_next`, which `for` and other natives call without attribute lookups. No
//! borrow of an iterator's state is held while its source is asked for an item: the source may be Python code that comes
//! back to the same iterator.

mod combinatoric;
mod endless;
mod group;
mod join;
mod select;
mod tee;

use taipan_interp::native::{ModuleDef, NativeDef, TypeDef, function, method};
use taipan_interp::types::dict::Dict;
use taipan_interp::types::iterators;
use taipan_interp::{Args, PyResult, Value, Vm};

use crate::support::add_type;

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef {
    name: "itertools",
    doc: "Building blocks for iteration.",
    functions: &[function("tee", "(iterable, n=2, /)", tee::tee)],
    init,
}];

/// `__iter__` of every iterator here.
const ITER: NativeDef = method("__iter__", "(self, /)", iterators::iter_self);
/// `__next__` of every iterator here.
const NEXT: NativeDef = method("__next__", "(self, /)", iterators::next);

/// Declares the type of an iterator.
macro_rules! iterator_type {
    ($def:ident, $name:literal, $new:expr, $doc:literal $(, $method:expr)*) => {
        pub(super) static $def: TypeDef = TypeDef {
            doc: $doc,
            layout: Layout::Native(0),
            flags: TypeFlags::BASE,
            new: Some($new),
            methods: &[ITER, NEXT $(, $method)*],
            ..TypeDef::new($name, "itertools")
        };
    };
}
use iterator_type;

fn init(vm: &Vm, module: &Dict) -> PyResult<()> {
    let defs: &[&'static TypeDef] = &[
        &group::ACCUMULATE,
        &group::BATCHED,
        &join::CHAIN,
        &combinatoric::COMBINATIONS,
        &combinatoric::COMBINATIONS_WITH_REPLACEMENT,
        &select::COMPRESS,
        &endless::COUNT,
        &endless::CYCLE,
        &select::DROPWHILE,
        &select::FILTERFALSE,
        &group::GROUPBY,
        &select::ISLICE,
        &group::PAIRWISE,
        &combinatoric::PERMUTATIONS,
        &combinatoric::PRODUCT,
        &endless::REPEAT,
        &group::STARMAP,
        &select::TAKEWHILE,
        &join::ZIP_LONGEST,
    ];
    for def in defs {
        add_type(vm, module, &vm.make_type(def, None));
    }
    let types = vm.state(Types::new);
    add_type(vm, module, &types.tee);
    add_type(vm, module, &types.grouper);
    Ok(())
}

/// The types whose instances are made by other natives than their own constructor.
struct Types {
    pub tee: taipan_interp::types::class::TypeRef,
    pub grouper: taipan_interp::types::class::TypeRef,
}

impl Types {
    fn new(vm: &Vm) -> Types {
        Types { tee: vm.make_type(&tee::TEE, None), grouper: vm.make_type(&group::GROUPER, None) }
    }
}

/// The one keyword argument (named `name`) that may follow any number of positional ones.
fn only_keyword(vm: &Vm, args: &Args, function: &str, name: &str) -> PyResult<Option<Value>> {
    let mut found = None;
    for (key, value) in args.keywords() {
        if key.as_str() != name {
            // CPython writes this message by hand for one of the two.
            let shown = if function == "zip_longest" { String::new() } else { format!(" '{key}'") };
            return Err(vm.type_error(format!("{function}() got an unexpected keyword argument{shown}")));
        }
        found = Some(value.clone());
    }
    Ok(found)
}
