//! Growth of what is stored most is a choice someone makes, not an accident.

use taipan_interp::heap::Flow;
use taipan_interp::{PyResult, Value};

#[test]
fn a_value_is_16_bytes() {
    assert_eq!(size_of::<Value>(), 16);
}

#[test]
fn results_and_options_of_values_are_no_larger() {
    assert_eq!(size_of::<PyResult>(), 16);
    assert_eq!(size_of::<Option<Value>>(), 16);
    assert_eq!(size_of::<PyResult<Option<Value>>>(), 16);
    assert!(size_of::<PyResult<Flow>>() <= 24);
}
