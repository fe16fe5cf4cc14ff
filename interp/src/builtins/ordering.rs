//! `min`, `max` and `sorted`.

use crate::error::PyResult;
use crate::native::{Args, NativeDef, function_raw};
use crate::tree::CmpOp;
use crate::types::arguments;
use crate::types::list::sort;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const TABLE: &[NativeDef] = &[
    function_raw("max", "(iterable, /, *, default=None, key=None)", |vm, args| extreme(vm, args, "max", CmpOp::Gt))
        .doc("The largest item of an iterable, or of two or more arguments; the first of those that are equal."),
    function_raw("min", "(iterable, /, *, default=None, key=None)", |vm, args| extreme(vm, args, "min", CmpOp::Lt))
        .doc("The smallest item of an iterable, or of two or more arguments; the first of those that are equal."),
    function_raw("sorted", "(iterable, /, *, key=None, reverse=False)", sorted)
        .doc("A new list of all items in ascending order."),
];

/// The item that stands in relation `op` to all before it.
struct Best<'a> {
    key: Option<&'a Value>,
    op: CmpOp,
    /// The item and its key (the item itself, without a key function).
    found: Option<(Value, Value)>,
}

impl Best<'_> {
    fn offer(&mut self, vm: &Vm, item: Value) -> PyResult<()> {
        let key = match self.key {
            Some(f) => vm.call(f, std::slice::from_ref(&item))?,
            None => item.clone(),
        };
        let better = match &self.found {
            None => true,
            Some((_, best)) => {
                let answer = vm.compare(self.op, &key, best)?;
                vm.truth(&answer)?
            }
        };
        if better {
            self.found = Some((item, key));
        }
        Ok(())
    }
}

fn extreme(vm: &Vm, args: &Args, name: &str, op: CmpOp) -> PyResult {
    let pos = args.pos();
    arguments::count(vm, name, pos.len(), 1, usize::MAX)?;
    let (mut key, mut default) = (None, None);
    for (keyword, v) in args.keywords() {
        match keyword.as_str() {
            "key" => key = v.some(),
            "default" => default = Some(v),
            other => return Err(arguments::unexpected_keyword(vm, name, other)),
        }
    }
    let mut best = Best { key, op, found: None };
    if let [iterable] = pos {
        vm.for_each(iterable, &mut |item| best.offer(vm, item).map(|()| true))?;
    } else if default.is_some() {
        return Err(vm.type_error(format!("Cannot specify a default for {name}() with multiple positional arguments")));
    } else {
        for item in pos {
            best.offer(vm, item.clone())?;
        }
    }
    match (best.found, default) {
        (Some((item, _)), _) => Ok(item),
        (None, Some(v)) => Ok(v.clone()),
        (None, None) => Err(vm.value_error(format!("{name}() iterable argument is empty"))),
    }
}

fn sorted(vm: &Vm, args: &Args) -> PyResult {
    arguments::count(vm, "sorted", args.pos().len(), 1, 1)?;
    let mut items = vm.collect(&args.pos()[0])?;
    let (mut key, mut reverse) = (None, false);
    for (name, v) in args.keywords() {
        match name.as_str() {
            "key" => key = v.some(),
            "reverse" => reverse = vm.truth(v)?,
            // The complaint is list.sort's, whose work it is.
            other => return Err(arguments::unexpected_keyword(vm, "sort", other)),
        }
    }
    sort::sort_values(vm, &mut items, key, reverse)?;
    Ok(Value::list(items))
}
