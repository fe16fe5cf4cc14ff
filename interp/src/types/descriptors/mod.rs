//! Descriptors (placeholder until the object model lands).
use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef};
use crate::native::GetSet;
use crate::types::class::TypeRef;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;
pub struct GetSetDescriptor {
    pub def: &'static GetSet,
    pub owner: TypeRef,
}
impl NativeData for GetSetDescriptor {}
pub struct MemberDescriptor {
    pub name: Str,
    pub index: u32,
    pub owner: TypeRef,
}
impl NativeData for MemberDescriptor {}
pub fn native_get(vm: &Vm, d: &ObjRef, obj: Option<&Value>, _o: &TypeRef) -> Option<PyResult> {
    let g = d.get::<GetSetDescriptor>()?;
    obj.map(|o| (g.def.get)(vm, o))
}
pub fn native_set(_vm: &Vm, _d: &ObjRef, _obj: &Value, _v: Option<&Value>) -> Option<PyResult<()>> {
    None
}
pub fn is_data(d: &ObjRef) -> bool {
    d.get::<GetSetDescriptor>().is_some()
}
pub struct ClassMethod(pub Value);
impl ClassMethod {
    pub fn new(v: Value) -> Self {
        ClassMethod(v)
    }
}
impl NativeData for ClassMethod {}
pub struct StaticMethod(pub Value);
impl StaticMethod {
    pub fn new(v: Value) -> Self {
        StaticMethod(v)
    }
}
impl NativeData for StaticMethod {}
