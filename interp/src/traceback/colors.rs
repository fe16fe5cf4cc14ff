//! The colours of tracebacks on a terminal, and the rules that say when there are any: the prompt asks here too.

use crate::vm::Vm;

/// Colours, or none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paint(bool);

impl Paint {
    /// Plain text.
    pub const fn off() -> Paint {
        Paint(false)
    }

    /// Colours when standard error is a terminal and the environment does not say otherwise.
    pub fn for_stderr(vm: &Vm) -> Paint {
        Paint::for_stream(vm, 2)
    }

    /// The same of standard output.
    pub fn for_stdout(vm: &Vm) -> Paint {
        Paint::for_stream(vm, 1)
    }

    fn for_stream(vm: &Vm, descriptor: i32) -> Paint {
        let env = |name: &str| vm.host.env(name);
        match env("PYTHON_COLORS").as_deref() {
            Some("0") => return Paint(false),
            Some("1") => return Paint(true),
            _ => {}
        }
        if env("NO_COLOR").is_some() {
            return Paint(false);
        }
        if env("FORCE_COLOR").is_some() {
            return Paint(true);
        }
        Paint(env("TERM").as_deref() != Some("dumb") && vm.host.is_terminal(descriptor))
    }

    /// True when there are colours.
    pub fn is_on(self) -> bool {
        self.0
    }

    fn code(self, code: &'static str) -> &'static str {
        if self.0 { code } else { "" }
    }

    pub fn red(self) -> &'static str {
        self.code("\x1b[31m")
    }

    pub fn bold_red(self) -> &'static str {
        self.code("\x1b[1;31m")
    }

    pub fn magenta(self) -> &'static str {
        self.code("\x1b[35m")
    }

    pub fn bold_magenta(self) -> &'static str {
        self.code("\x1b[1;35m")
    }

    pub fn reset(self) -> &'static str {
        self.code("\x1b[0m")
    }
}
