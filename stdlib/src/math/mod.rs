//! `math`: functions on real numbers ([`real`]), on ints ([`integer`]) and over many values ([`sums`]).
//!
//! The numerics of the real functions are those of the crate `pymath`; this folder owns arguments, results and errors.

mod integer;
mod real;
mod sums;

use taipan_interp::native::{ModuleDef, NativeDef, function, function_raw};
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Raised, Vm};

use crate::support::set;

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef {
    name: "math",
    doc: "Functions on real numbers and ints, as C and IEEE 754 define them.",
    functions: FUNCTIONS,
    init,
}];

const FUNCTIONS: &[NativeDef] = &[
    function("acos", "(x, /)", real::acos),
    function("acosh", "(x, /)", real::acosh),
    function("asin", "(x, /)", real::asin),
    function("asinh", "(x, /)", real::asinh),
    function("atan", "(x, /)", real::atan),
    function("atan2", "(y, x, /)", real::atan2),
    function("atanh", "(x, /)", real::atanh),
    function("cbrt", "(x, /)", real::cbrt),
    function("ceil", "(x, /)", real::ceil),
    function("copysign", "(x, y, /)", real::copysign),
    function("cos", "(x, /)", real::cos),
    function("cosh", "(x, /)", real::cosh),
    function("degrees", "(x, /)", real::degrees),
    function("erf", "(x, /)", real::erf),
    function("erfc", "(x, /)", real::erfc),
    function("exp", "(x, /)", real::exp),
    function("exp2", "(x, /)", real::exp2),
    function("expm1", "(x, /)", real::expm1),
    function("fabs", "(x, /)", real::fabs),
    function("floor", "(x, /)", real::floor),
    function("fma", "(x, y, z, /)", real::fma),
    function("fmod", "(x, y, /)", real::fmod),
    function("frexp", "(x, /)", real::frexp),
    function("gamma", "(x, /)", real::gamma),
    function("isclose", "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", real::isclose),
    function("isfinite", "(x, /)", real::isfinite),
    function("isinf", "(x, /)", real::isinf),
    function("isnan", "(x, /)", real::isnan),
    function("ldexp", "(x, i, /)", real::ldexp),
    function("lgamma", "(x, /)", real::lgamma),
    function("log", "(x, base=math.e, /)", real::log),
    function("log10", "(x, /)", real::log10),
    function("log1p", "(x, /)", real::log1p),
    function("log2", "(x, /)", real::log2),
    function("modf", "(x, /)", real::modf),
    function("nextafter", "(x, y, /, *, steps=None)", real::nextafter),
    function("pow", "(x, y, /)", real::pow),
    function("radians", "(x, /)", real::radians),
    function("remainder", "(x, y, /)", real::remainder),
    function("sin", "(x, /)", real::sin),
    function("sinh", "(x, /)", real::sinh),
    function("sqrt", "(x, /)", real::sqrt),
    function("tan", "(x, /)", real::tan),
    function("tanh", "(x, /)", real::tanh),
    function("trunc", "(x, /)", real::trunc),
    function("ulp", "(x, /)", real::ulp),
    function("comb", "(n, k, /)", integer::comb),
    function("factorial", "(n, /)", integer::factorial),
    function_raw("gcd", "(*integers)", integer::gcd),
    function("isqrt", "(n, /)", integer::isqrt),
    function_raw("lcm", "(*integers)", integer::lcm),
    function("perm", "(n, k=None, /)", integer::perm),
    function("dist", "(p, q, /)", sums::dist),
    function("fsum", "(seq, /)", sums::fsum),
    function_raw("hypot", "(*coordinates)", sums::hypot),
    function("prod", "(iterable, /, *, start=1)", sums::prod),
    function("sumprod", "(p, q, /)", sums::sumprod),
];

fn init(vm: &Vm, module: &Dict) -> PyResult<()> {
    set(vm, module, "pi", std::f64::consts::PI);
    set(vm, module, "e", std::f64::consts::E);
    set(vm, module, "tau", std::f64::consts::TAU);
    set(vm, module, "inf", f64::INFINITY);
    set(vm, module, "nan", f64::NAN);
    Ok(())
}

/// The Python exception for an error of the numerics.
#[cold]
pub(crate) fn math_error(vm: &Vm, e: &pymath::Error) -> Raised {
    match e {
        pymath::Error::EDOM => vm.value_error("math domain error"),
        pymath::Error::ERANGE => vm.overflow_error("math range error"),
    }
}
