//! `%time` and `%timeit`: how long a statement takes, whether it waits or computes.

use std::time::Duration;

use taipan_interp::lower::CompileOptions;
use taipan_interp::parse::Mode;
use taipan_interp::source::Source;
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Ref, Value};

use super::parse::options;
use super::{Argument, Command, Context, Failure, Outcome, Ran};
use crate::prompt::results::layout::grouped;

pub(super) const COMMANDS: &[Command] = &[
    Command::new("time", "STATEMENT", "Run a statement, and say how long it took", Argument::Code, time)
        .more("CPU is what this process computed meanwhile, its other tasks included; wall is the time that passed."),
    Command::new("timeit", "[-n LOOPS] [-r RUNS] STATEMENT", "Run a statement many times", Argument::Code, timeit)
        .more("Finds a number of loops that takes long enough. The statement may await."),
];

fn time(context: &Context, text: &str) -> Ran {
    if text.is_empty() {
        return Err(Failure::Usage);
    }
    let code = context.compile(text, "<time>")?;
    let host = &context.vm.host;
    let (wall, cpu) = (host.monotonic(), host.cpu_time());
    let value = context.start(&code)?;
    let after = move |context: &Context, result: PyResult| {
        let host = &context.vm.host;
        let wall = host.monotonic().saturating_sub(wall);
        let cpu = host.cpu_time().saturating_sub(cpu);
        let value = result?;
        context.print(&format!("CPU {}, wall {}\n", span(cpu), span(wall)))?;
        Ok(Outcome::Value(value))
    };
    if code.kind.suspends() {
        return Ok(Outcome::Await(value, Box::new(after)));
    }
    Ok(after(context, Ok(value))?)
}

/// A duration with three digits.
fn span(time: Duration) -> String {
    let s = time.as_secs_f64();
    if s >= 100.0 {
        return format!("{}min {:.0}s", time.as_secs() / 60, s % 60.0);
    }
    let (number, unit) = match s {
        1.0.. => (s, "s"),
        1e-3.. => (s * 1e3, "ms"),
        1e-6.. => (s * 1e6, "µs"),
        _ => (s * 1e9, "ns"),
    };
    let digits = match number {
        99.95.. => 0,
        9.995.. => 1,
        _ => 2,
    };
    format!("{number:.digits$} {unit}")
}

/// The function that runs the statement so many times and gives the seconds that took.
fn timed_function(text: &str, waits: bool) -> String {
    let mut out = String::new();
    out.push_str(if waits { "async " } else { "" });
    out.push_str(
        "def __timed__(__loops__, __clock__):\n    __start__ = __clock__()\n    for __loop__ in range(__loops__):\n",
    );
    for line in text.lines() {
        out.push_str("        ");
        out.push_str(line);
        out.push('\n');
    }
    out.push_str("    return __clock__() - __start__\n");
    out
}

fn timeit(context: &Context, arguments: &str) -> Ran {
    let (found, text) = options(arguments, "", "nr").ok_or(Failure::Usage)?;
    let number = |letter: char, default: i64| match found.iter().rev().find(|(l, _)| *l == letter) {
        Some((_, n)) => n.parse().ok().filter(|n| *n > 0).ok_or(Failure::Usage),
        None => Ok(default),
    };
    let arguments = (number('n', 0)?, number('r', 7)?);
    if text.is_empty() {
        return Err(Failure::Usage);
    }
    // What is wrong with the statement is said about the statement.
    let waits = context.compile(text, "<timeit>")?.kind.suspends();
    let vm = context.vm;
    let mut source = Source::new("<timeit>", timed_function(text, waits));
    source.shown = true;
    let options = CompileOptions { namespace: true, ..CompileOptions::default() };
    let code = vm.compile_source(std::rc::Rc::new(source), Mode::Exec, &options)?;
    // The function is no name of the session's, but sees them.
    let names = Ref::new(Dict::new());
    vm.run_code(&code, context.globals, Some(Value::Dict(names.clone())))?;
    let Some(function) = names.get_str(&vm.intern("__timed__")) else { return Err(Failure::Usage) };
    let arguments = [function, Value::Int(arguments.0), Value::Int(arguments.1)];
    let after = |context: &Context, result: PyResult| report(context, &result?);
    if waits {
        return Ok(Outcome::Await(context.support("timeit_async", &arguments)?, Box::new(after)));
    }
    let result = context.support("timeit", &arguments);
    Ok(after(context, result)?)
}

fn report(context: &Context, result: &Value) -> PyResult<Outcome> {
    let vm = context.vm;
    let loops = vm.index_i64(&vm.get_item(result, &Value::Int(0))?)?;
    let times: Vec<f64> = vm
        .collect(&vm.get_item(result, &Value::Int(1))?)?
        .iter()
        .filter_map(|t| if let Value::Float(t) = t { Some(*t) } else { None })
        .collect();
    let count = times.len() as f64;
    let mean = times.iter().sum::<f64>() / count;
    let deviation = (times.iter().map(|t| (t - mean).powi(2)).sum::<f64>() / count).sqrt();
    let best = times.iter().copied().fold(f64::INFINITY, f64::min);
    let shown = |s: f64| span(Duration::from_secs_f64(s.max(0.0)));
    let runs = times.len();
    let loops = usize::try_from(loops).unwrap_or(0);
    context.print(&format!(
        "{} ± {} a loop (best {}, mean and deviation of {runs} runs of {} loops)\n",
        shown(mean),
        shown(deviation),
        shown(best),
        grouped(loops)
    ))?;
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits() {
        let shown = [2.5e-8, 1.234e-6, 0.0123, 1.0, 12.34, 150.0].map(|s| span(Duration::from_secs_f64(s)));
        assert_eq!(shown, ["25.0 ns", "1.23 µs", "12.3 ms", "1.00 s", "12.3 s", "2min 30s"]);
    }

    #[test]
    fn every_line_is_in_the_loop() {
        let text = timed_function("x = 1\nif x:\n    y()", true);
        assert!(text.starts_with("async def"));
        assert!(text.contains("\n        if x:\n            y()\n    return"));
    }
}
