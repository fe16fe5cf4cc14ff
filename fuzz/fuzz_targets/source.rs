//! libFuzzer on source text: whatever the bytes are, compiling and running them ends without a panic, within a number of
//! steps, and without reaching the world outside.

#![no_main]

mod sealed;

use std::mem::ManuallyDrop;
use std::rc::Rc;
use std::sync::Arc;

use libfuzzer_sys::{Corpus, fuzz_target};
use taipan_interp::host::Host;
use taipan_interp::lower::CompileOptions;
use taipan_interp::parse::Mode;
use taipan_interp::source::Source;
use taipan_interp::{Value, Vm, traceback};

use sealed::{OutOfPatience, SealedHost};

/// Of the thread's stack, for the interpreter. Frames are several times larger under AddressSanitizer.
const STACK: usize = 5 << 20;

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if !is_modest(bytes) {
        return Corpus::Reject;
    }
    let ended = std::panic::catch_unwind(|| {
        let host: Arc<dyn Host> = Arc::new(SealedHost::new());
        // Not dropped when the program is left: its frames are not.
        let vm = ManuallyDrop::new(Vm::new(host, STACK));
        taipan_stdlib::install(&vm);
        run(&vm, bytes);
        taipan_stdlib::finish(&vm);
        drop(ManuallyDrop::into_inner(vm));
    });
    match ended {
        Ok(()) => Corpus::Keep,
        Err(reason) if reason.is::<OutOfPatience>() => Corpus::Reject,
        Err(bug) => std::panic::resume_unwind(bug),
    }
});

fn run(vm: &Vm, bytes: &[u8]) {
    let module = vm.new_module("__main__");
    vm.modules.set_str(&vm.intern("__main__"), Value::Module(module.clone()));
    let result = vm.decode_file(bytes, "<fuzz>").and_then(|text| {
        let code = vm.compile_source(Rc::new(Source::new("<fuzz>", text)), Mode::Exec, &CompileOptions::default())?;
        vm.run_code(&code, &module.dict, None)
    });
    if let Err(error) = result {
        traceback::print_exception(vm, &error.0);
    }
}

/// False for programs that may rightly take long inside one step or need much memory: `9**9**9`, `'x' * 10**9`, quadratic
/// patterns. They would drown what this looks for.
fn is_modest(bytes: &[u8]) -> bool {
    let count = |what: &[u8]| bytes.windows(what.len()).filter(|w| *w == what).count();
    let long_number = bytes.split(|b| !b.is_ascii_alphanumeric() && *b != b'_').any(|w| {
        w.first().is_some_and(u8::is_ascii_digit) && (w.len() > 3 || w.iter().any(|b| b"eExXjJ_".contains(b)))
    });
    let slow: [&[u8]; 12] = [
        b"**", b"<<", b"pow", b"range", b"count", b"cycle", b"repeat", b"factorial", b"comb", b"perm", b"product", b"iter(",
    ];
    bytes.len() <= 4096 && !long_number && count(b"*") <= 3 && slow.iter().all(|w| count(w) == 0)
}
