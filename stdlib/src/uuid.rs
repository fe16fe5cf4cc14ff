//! `_uuid`: what `uuid` asks of the system. There is no system generator here: `uuid` falls back to its own.

use taipan_interp::native::ModuleDef;

use crate::support::set;

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef {
    name: "_uuid",
    doc: "What uuid asks of the system.",
    functions: &[],
    init: |vm, module| {
        set(vm, module, "has_uuid_generate_time_safe", false);
        set(vm, module, "has_stable_extractable_node", false);
        Ok(())
    },
}];
