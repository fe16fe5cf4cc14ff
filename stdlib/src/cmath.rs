//! `cmath`: functions of complex numbers. The numerics are those of the crate `pymath`.

use num_complex::Complex64;
use pymath::cmath as c;

use taipan_interp::heap::Ref;
use taipan_interp::native::{ModuleDef, NativeDef, function};
use taipan_interp::types::complex::Complex;
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Value, Vm};

use crate::math::math_error;
use crate::support::{float_arg, set};

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "cmath", doc: "Functions of complex numbers.", functions: FUNCTIONS, init }];

const FUNCTIONS: &[NativeDef] = &[
    function("acos", "(z, /)", acos),
    function("acosh", "(z, /)", acosh),
    function("asin", "(z, /)", asin),
    function("asinh", "(z, /)", asinh),
    function("atan", "(z, /)", atan),
    function("atanh", "(z, /)", atanh),
    function("cos", "(z, /)", cos),
    function("cosh", "(z, /)", cosh),
    function("exp", "(z, /)", exp),
    function("isclose", "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isclose),
    function("isfinite", "(z, /)", isfinite),
    function("isinf", "(z, /)", isinf),
    function("isnan", "(z, /)", isnan),
    function("log", "(z, base=<unrepresentable>, /)", log),
    function("log10", "(z, /)", log10),
    function("phase", "(z, /)", phase),
    function("polar", "(z, /)", polar),
    function("rect", "(r, phi, /)", rect),
    function("sin", "(z, /)", sin),
    function("sinh", "(z, /)", sinh),
    function("sqrt", "(z, /)", sqrt),
    function("tan", "(z, /)", tan),
    function("tanh", "(z, /)", tanh),
];

fn init(vm: &Vm, module: &Dict) -> PyResult<()> {
    set(vm, module, "pi", std::f64::consts::PI);
    set(vm, module, "e", std::f64::consts::E);
    set(vm, module, "tau", std::f64::consts::TAU);
    set(vm, module, "inf", f64::INFINITY);
    set(vm, module, "infj", complex(Complex64::new(0.0, f64::INFINITY)));
    set(vm, module, "nan", f64::NAN);
    set(vm, module, "nanj", complex(Complex64::new(0.0, f64::NAN)));
    Ok(())
}

fn complex(z: Complex64) -> Value {
    Value::Complex(Ref::new(Complex { re: z.re, im: z.im }))
}

fn complex_arg(vm: &Vm, v: &Value) -> PyResult<Complex64> {
    if let Value::Complex(z) = v.inner() {
        return Ok(Complex64::new(z.re, z.im));
    }
    if matches!(v, Value::Instance(_) | Value::Object(_))
        && let Some(r) = vm.call_special(v, &vm.names.__complex__, &[])?
    {
        return match r.inner() {
            Value::Complex(z) => Ok(Complex64::new(z.re, z.im)),
            _ => Err(vm.type_error(format!(
                "{}.__complex__() must return a complex, not {}",
                vm.type_name(v),
                vm.type_name(&r)
            ))),
        };
    }
    Ok(Complex64::new(float_arg(vm, v)?, 0.0))
}

macro_rules! functions {
    ($($name:ident)*) => {
        $(fn $name(vm: &Vm, a: &[Value]) -> PyResult {
            let z = complex_arg(vm, &a[0])?;
            c::$name(z).map(complex).map_err(|e| math_error(vm, &e))
        })*
    };
}

functions! { acos acosh asin asinh atan atanh cos cosh exp log10 sin sinh sqrt tan tanh }

macro_rules! questions {
    ($($name:ident)*) => {
        $(fn $name(vm: &Vm, a: &[Value]) -> PyResult {
            Ok(Value::Bool(c::$name(complex_arg(vm, &a[0])?)))
        })*
    };
}

questions! { isfinite isinf isnan }

fn log(vm: &Vm, a: &[Value]) -> PyResult {
    let z = complex_arg(vm, &a[0])?;
    let base = a[1].bound().map(|b| complex_arg(vm, b)).transpose()?;
    c::log(z, base).map(complex).map_err(|e| math_error(vm, &e))
}

fn phase(vm: &Vm, a: &[Value]) -> PyResult {
    c::phase(complex_arg(vm, &a[0])?).map(Value::Float).map_err(|e| math_error(vm, &e))
}

fn polar(vm: &Vm, a: &[Value]) -> PyResult {
    let (r, phi) = c::polar(complex_arg(vm, &a[0])?).map_err(|e| math_error(vm, &e))?;
    Ok(Value::tuple(vec![Value::Float(r), Value::Float(phi)]))
}

fn rect(vm: &Vm, a: &[Value]) -> PyResult {
    let (r, phi) = (float_arg(vm, &a[0])?, float_arg(vm, &a[1])?);
    c::rect(r, phi).map(complex).map_err(|e| math_error(vm, &e))
}

fn isclose(vm: &Vm, a: &[Value]) -> PyResult {
    let (x, y) = (complex_arg(vm, &a[0])?, complex_arg(vm, &a[1])?);
    let tolerance = |v: &Value| v.bound().map(|v| float_arg(vm, v)).transpose();
    c::isclose(x, y, tolerance(&a[2])?, tolerance(&a[3])?)
        .map(Value::Bool)
        .map_err(|_| vm.value_error("tolerances must be non-negative"))
}
