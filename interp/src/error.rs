//! [`Raised`]: a Python exception on its way out.

use crate::heap::Ref;
use crate::types::exception::Exception;
use crate::value::Value;

/// A Python exception that is being raised. The error type of everything that can run Python code.
pub struct Raised(pub Ref<Exception>);

/// What a native function returns.
pub type PyResult<T = Value> = Result<T, Raised>;

impl Raised {
    /// The exception as a value.
    pub fn into_value(self) -> Value {
        Value::Exception(self.0)
    }
}

impl Clone for Raised {
    fn clone(&self) -> Self {
        Raised(self.0.clone())
    }
}

impl std::fmt::Debug for Raised {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Raised({})", self.0.class().name())
    }
}
