//! Iterators (placeholder).
use crate::error::Raised;
use crate::heap::{NativeData, ObjRef, Ref};
use crate::types::list::List;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;
use std::cell::Cell;
pub struct ListIter(Ref<List>, Cell<usize>);
impl ListIter {
    pub fn new(l: Ref<List>) -> Self {
        ListIter(l, Cell::new(0))
    }
}
impl NativeData for ListIter {
    fn is_iterator(&self) -> bool {
        true
    }
    fn iter_next(&self, _t: &ObjRef, _vm: &Vm) -> Result<Option<Value>, Raised> {
        let i = self.1.get();
        self.1.set(i + 1);
        Ok(self.0.get(i))
    }
}
pub struct TupleIter(Tuple, Cell<usize>);
impl TupleIter {
    pub fn new(l: Tuple) -> Self {
        TupleIter(l, Cell::new(0))
    }
}
impl NativeData for TupleIter {
    fn is_iterator(&self) -> bool {
        true
    }
    fn iter_next(&self, _t: &ObjRef, _vm: &Vm) -> Result<Option<Value>, Raised> {
        let i = self.1.get();
        self.1.set(i + 1);
        Ok(self.0.get(i).cloned())
    }
}
pub struct SequenceIter(Value, Cell<i64>);
impl SequenceIter {
    pub fn new(l: Value) -> Self {
        SequenceIter(l, Cell::new(0))
    }
}
impl NativeData for SequenceIter {
    fn is_iterator(&self) -> bool {
        true
    }
    fn iter_next(&self, _t: &ObjRef, vm: &Vm) -> Result<Option<Value>, Raised> {
        let i = self.1.get();
        self.1.set(i + 1);
        let r = vm.get_item(&self.0, &Value::Int(i));
        vm.absorb(r, &vm.exc.index_error)
    }
}
