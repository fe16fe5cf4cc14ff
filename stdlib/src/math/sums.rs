//! Functions over many values: sums, products, distances.

use pymath::math as m;
use taipan_interp::native::Args;
use taipan_interp::tree::BinOp;
use taipan_interp::{PyResult, Value, Vm};

use crate::support::float_arg;

fn floats(vm: &Vm, items: &[Value]) -> PyResult<Vec<f64>> {
    items.iter().map(|v| float_arg(vm, v)).collect()
}

pub(super) fn fsum(vm: &Vm, a: &[Value]) -> PyResult {
    let mut items = Vec::with_capacity(vm.length_hint(&a[0]));
    vm.for_each(&a[0], &mut |v| {
        items.push(float_arg(vm, &v)?);
        Ok(true)
    })?;
    m::fsum(items).map(Value::Float).map_err(|e| match e {
        pymath::Error::EDOM => vm.value_error("-inf + inf in fsum"),
        pymath::Error::ERANGE => vm.overflow_error("intermediate overflow in fsum"),
    })
}

pub(super) fn prod(vm: &Vm, a: &[Value]) -> PyResult {
    let mut result = a[1].bound().cloned().unwrap_or(Value::Int(1));
    vm.for_each(&a[0], &mut |v| {
        result = vm.binary(BinOp::Mul, &result, &v)?;
        Ok(true)
    })?;
    Ok(result)
}

pub(super) fn hypot(vm: &Vm, args: &Args) -> PyResult {
    if !args.names.is_empty() {
        return Err(vm.type_error("math.hypot() takes no keyword arguments"));
    }
    Ok(Value::Float(m::hypot(&floats(vm, args.values)?)))
}

pub(super) fn dist(vm: &Vm, a: &[Value]) -> PyResult {
    let (p, q) = (vm.collect(&a[0])?, vm.collect(&a[1])?);
    if p.len() != q.len() {
        return Err(vm.value_error("both points must have the same number of dimensions"));
    }
    let (mut xs, mut ys) = (Vec::with_capacity(p.len()), Vec::with_capacity(q.len()));
    // Coordinate by coordinate: the first that is no number is complained of.
    for pair in p.into_iter().zip(q) {
        xs.extend(floats(vm, std::slice::from_ref(&pair.0))?);
        ys.extend(floats(vm, std::slice::from_ref(&pair.1))?);
    }
    Ok(Value::Float(m::dist(&xs, &ys)))
}

/// A pair that the extended-precision path takes: two floats, or a float and an int.
fn float_pair(p: &Value, q: &Value) -> Option<(f64, f64)> {
    match (p, q) {
        (Value::Float(x), Value::Float(y)) => Some((*x, *y)),
        (Value::Float(x), Value::Int(y)) => Some((*x, *y as f64)),
        (Value::Int(x), Value::Float(y)) => Some((*x as f64, *y)),
        (Value::Float(x), Value::Bool(y)) => Some((*x, f64::from(u8::from(*y)))),
        (Value::Bool(x), Value::Float(y)) => Some((f64::from(u8::from(*x)), *y)),
        _ => None,
    }
}

pub(super) fn sumprod(vm: &Vm, a: &[Value]) -> PyResult {
    let (p_it, q_it) = (vm.iter(&a[0])?, vm.iter(&a[1])?);
    let mut total = Value::Int(0);
    // One run of float pairs is summed in extended precision; what comes before and after it by ordinary arithmetic.
    let (mut xs, mut ys) = (Vec::new(), Vec::new());
    let mut run_over = false;
    loop {
        let (p, q) = match (vm.next(&p_it)?, vm.next(&q_it)?) {
            (Some(p), Some(q)) => (p, q),
            (None, None) => break,
            _ => return Err(vm.value_error("Inputs are not the same length")),
        };
        match float_pair(&p, &q).filter(|_| !run_over) {
            Some((x, y)) => {
                xs.push(x);
                ys.push(y);
            }
            None => {
                if !xs.is_empty() {
                    total = finish_run(vm, &total, &mut xs, &mut ys)?;
                    run_over = true;
                }
                let product = vm.binary(BinOp::Mul, &p, &q)?;
                total = vm.binary(BinOp::Add, &total, &product)?;
            }
        }
    }
    if xs.is_empty() { Ok(total) } else { finish_run(vm, &total, &mut xs, &mut ys) }
}

fn finish_run(vm: &Vm, total: &Value, xs: &mut Vec<f64>, ys: &mut Vec<f64>) -> PyResult {
    let sum = m::sumprod(xs, ys).map_err(|e| super::math_error(vm, &e))?;
    xs.clear();
    ys.clear();
    vm.binary(BinOp::Add, total, &Value::Float(sum))
}
