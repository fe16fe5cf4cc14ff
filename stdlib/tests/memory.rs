//! An interpreter that is dropped gives its memory back.

use std::rc::Rc;
use std::sync::Arc;

use taipan_interp::host::os::OsHost;
use taipan_interp::lower::CompileOptions;
use taipan_interp::parse::Mode;
use taipan_interp::source::Source;
use taipan_interp::{Value, Vm};

/// A program that imports, makes classes, cycles, and runs a loop.
const PROGRAM: &str = "
import asyncio, dataclasses, re
@dataclasses.dataclass
class Node:
    next: object = None
    def visit(self): return re.sub('a', 'b', 'abc')
node = Node(); node.next = node; node.visit()
async def main():
    async with asyncio.TaskGroup() as group:
        for _ in range(10): group.create_task(asyncio.sleep(0))
asyncio.run(main())
";

fn run_one() {
    let vm = Vm::new(Arc::new(OsHost::new()), 1 << 20);
    taipan_stdlib::install(&vm);
    let module = vm.new_module("__main__");
    vm.modules.set_str(&vm.intern("__main__"), Value::Module(module.clone()));
    let source = Rc::new(Source::new("<test>", PROGRAM.to_owned()));
    let code = vm.compile_source(source, Mode::Exec, &CompileOptions::default());
    let ran = code.and_then(|code| vm.run_code(&code, &module.dict, None));
    assert!(ran.is_ok(), "the program ends without an error");
    taipan_stdlib::finish(&vm);
}

/// Pages in memory.
fn resident() -> usize {
    let all = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    all.split(' ').nth(1).and_then(|n| n.parse().ok()).unwrap_or(0)
}

#[test]
fn interpreters_that_are_dropped_leave_nothing() {
    for _ in 0..5 {
        run_one();
    }
    let before = resident();
    for _ in 0..40 {
        run_one();
    }
    let grown = resident().saturating_sub(before) * 4096;
    assert!(grown < 4 << 20, "forty interpreters left {grown} bytes");
}
