//! Making a task: what the several `create_task` are given, and who makes it (the loop's task factory, or the class).

use taipan_interp::native::Args;
use taipan_interp::types::str::Str;
use taipan_interp::{PyResult, Value, Vm};

use super::event_loop::{EventLoop, loop_data};
use super::{foreign, handle, of, show, task};

/// What a task is to be made with; `None` where nothing, or None, was given.
#[derive(Default)]
pub struct TaskOptions<'a> {
    pub name: Option<&'a Value>,
    pub context: Option<&'a Value>,
    pub eager_start: Option<&'a Value>,
    /// For task factories that know more.
    pub more: Vec<(&'a Str, &'a Value)>,
}

impl<'a> TaskOptions<'a> {
    /// Reads the arguments of `function` behind the first `before` ones (`self`): the coroutine, and the options.
    ///
    /// # Errors
    /// TypeError for too many or too few.
    pub fn read(vm: &Vm, function: &str, args: &Args<'a>, before: usize) -> PyResult<(&'a Value, TaskOptions<'a>)> {
        let pos = args.pos();
        if pos.len() > before + 1 {
            let (most, given) = (before + 1, pos.len());
            let plural = if most == 1 { "" } else { "s" };
            return Err(
                vm.type_error(format!("{function}() takes {most} positional argument{plural} but {given} were given"))
            );
        }
        let mut coro = pos.get(before);
        let mut options = TaskOptions::default();
        for (name, value) in args.keywords() {
            match name.as_str() {
                "name" => options.name = value.some(),
                "context" => options.context = value.some(),
                "eager_start" => options.eager_start = value.some(),
                "coro" if coro.is_none() => coro = Some(value),
                "coro" => {
                    return Err(vm.type_error(format!("{function}() got multiple values for argument 'coro'")));
                }
                _ => options.more.push((name, value)),
            }
        }
        match coro {
            Some(coro) => Ok((coro, options)),
            None => Err(vm.type_error(format!("{function}() missing 1 required positional argument: 'coro'"))),
        }
    }

    /// As keyword arguments. `name`: also the name.
    fn keywords(&self, name: bool) -> Vec<(&'a str, Value)> {
        let named =
            [("name", self.name.filter(|_| name)), ("context", self.context), ("eager_start", self.eager_start)];
        let given = named.into_iter().filter_map(|(name, value)| Some((name, value?.clone())));
        given.chain(self.more.iter().map(|(name, value)| (name.as_str(), (*value).clone()))).collect()
    }
}

/// `loop.create_task(coro, …)` of a loop of any make.
///
/// # Errors
/// As [`create`].
#[inline]
pub fn create_on(vm: &Vm, owner: &Value, coro: &Value, options: &TaskOptions<'_>) -> PyResult {
    if let Value::Object(l) = owner
        && let Some(data) = loop_data(owner)
        && data.is_plain(l)
    {
        return create(vm, owner, data, coro, options);
    }
    let create_task = vm.get_attr(owner, &of(vm).names.create_task)?;
    let mut keywords = options.keywords(false);
    keywords.insert(0, ("name", options.name.cloned().unwrap_or(Value::None)));
    vm.call_kw(&create_task, std::slice::from_ref(coro), &keywords)
}

/// `loop.create_task(coro, …)` of a loop of ours.
///
/// # Errors
/// RuntimeError when the loop is closed; TypeError when `coro` is none; what a task factory raises.
pub fn create(vm: &Vm, owner: &Value, data: &EventLoop, coro: &Value, options: &TaskOptions<'_>) -> PyResult {
    data.check_closed(vm)?;
    let factory = data.task_factory.borrow().clone();
    if !factory.is_none() {
        return create_with_factory(vm, owner, &factory, coro, options);
    }
    let plain = matches!(owner, Value::Object(o) if data.is_plain(o));
    if !plain || options.eager_start.is_some() || !options.more.is_empty() {
        let class = Value::Type(data.asyncio.types.task.clone());
        let mut keywords = options.keywords(true);
        keywords.push(("loop", owner.clone()));
        return vm.call_kw(&class, std::slice::from_ref(coro), &keywords);
    }
    if !foreign::is_coroutine(vm, coro)? {
        let shown = show::repr(vm, coro)?;
        return Err(vm.type_error(format!("a coroutine was expected, got {shown}")));
    }
    let name = match options.name {
        Some(name) => Some(vm.str(name)?),
        None => None,
    };
    let options = task::Options { name, context: handle::check_context(vm, options.context)? };
    Ok(Value::Object(task::spawn(vm, data, owner.clone(), coro.clone(), options)?))
}

/// A factory that knows of names is given the name, as from Python 3.14 on; of others the task is named afterwards.
fn create_with_factory(vm: &Vm, owner: &Value, factory: &Value, coro: &Value, options: &TaskOptions<'_>) -> PyResult {
    let names = options.name.is_some() && takes_name(factory);
    let made = vm.call_kw(factory, &[owner.clone(), coro.clone()], &options.keywords(names))?;
    if let Some(name) = options.name.filter(|_| !names) {
        vm.call_method(&made, &vm.intern("set_name"), std::slice::from_ref(name))?;
    }
    Ok(made)
}

/// True for a Python function with a parameter `name`, or one for all keywords.
fn takes_name(factory: &Value) -> bool {
    match factory {
        Value::Function(f) => {
            let code = f.code.borrow().clone();
            let slots = code.params.slots() as usize;
            code.params.var_keyword || code.variables.iter().take(slots).any(|v| v.as_str() == "name")
        }
        Value::Method(m) => takes_name(&m.func),
        _ => false,
    }
}
