//! The forms of the tree: each type field by field, each variant after its tag. What nodes remember of earlier
//! evaluations is not written.

use super::wire::{Reader, Wire, Writer, damaged};
use crate::tree::{
    Arg, Attr, AttrTarget, BinOp, Binary, Body, Call, CallStar, CmpOp, Compare, CompareChain, Comprehension,
    ComprehensionKind, Conditional, Display, DisplayKind, Expr, FField, FPart, ForClause, GeneratorExpr, GlobalName,
    Index, IndexTarget, Intrinsic, IntrinsicCall, MakeClass, MakeFunction, MethodCall, Pattern, Region, Step,
    SuperCall, Target, Unary, UnaryOp, UnpackTarget,
};
use crate::types::code::CodeKind;

/// The fields that are written; after the semicolon those that begin empty.
macro_rules! structs {
    ($($name:ident { $($field:ident),* $(; $made:ident)? })*) => {$(
        impl Wire for $name {
            fn put(&self, w: &mut Writer) {
                $(self.$field.put(w);)*
            }

            fn get(r: &mut Reader) -> Self {
                $(let $field = Wire::get(r);)*
                $name { $($field,)* $($made: Default::default())? }
            }
        }
    )*};
}

/// The variants with their tags.
macro_rules! enums {
    ($($name:ident {
        $($tag:literal $variant:ident $(($($item:ident),*))? $({ $($field:ident),* })?,)*
    })*) => {$(
        impl Wire for $name {
            fn put(&self, w: &mut Writer) {
                match self {
                    $($name::$variant $(($($item),*))? $({ $($field),* })? => {
                        w.byte($tag);
                        $($($item.put(w);)*)?
                        $($($field.put(w);)*)?
                    })*
                }
            }

            fn get(r: &mut Reader) -> Self {
                match r.byte() {
                    $($tag => {
                        $($(let $item = Wire::get(r);)*)?
                        $($(let $field = Wire::get(r);)*)?
                        $name::$variant $(($($item),*))? $({ $($field),* })?
                    })*
                    tag => damaged(tag),
                }
            }
        }
    )*};
}

structs! {
    Body { steps, spans, regions, chains, slots, temporaries }
    Region { start, end, handler, exc, parked }
    AttrTarget { object, name, span; cache }
    IndexTarget { object, index, span }
    UnpackTarget { before, star, after, span }
    GlobalName { name, span; cache }
    Display { kind, items, span }
    Unary { op, operand, span }
    Binary { op, left, right, span }
    Compare { op, left, right, span }
    CompareChain { first, rest, span }
    Conditional { cond, then, other }
    Attr { object, name, span; cache }
    Index { object, index, span }
    Call { func, args, names, span }
    MethodCall { object, name, args, names, attr_span, span; cache }
    CallStar { func, args, span }
    SuperCall { func, class_cell, first, span }
    MakeFunction { code, defaults, kw_defaults, closure, annotate, type_params, span }
    MakeClass { name, body, args, type_params, span }
    Comprehension { kind, cells, slots, clauses, span }
    ForClause { iter, slot, target, conditions, span }
    GeneratorExpr { function, first, is_async, span }
    FField { value, conversion, spec, span }
    IntrinsicCall { op, args, span }
}

enums! {
    CodeKind { 0 Module, 1 Class, 2 Function, 3 Generator, 4 Coroutine, 5 AsyncGenerator, }
    DisplayKind { 0 List, 1 Tuple, 2 Set, }
    UnaryOp { 0 Neg, 1 Pos, 2 Invert, }
    BinOp {
        0 Add, 1 Sub, 2 Mul, 3 MatMul, 4 TrueDiv, 5 FloorDiv, 6 Mod, 7 Pow, 8 LShift, 9 RShift, 10 And, 11 Or, 12 Xor,
    }
    CmpOp { 0 Eq, 1 Ne, 2 Lt, 3 Le, 4 Gt, 5 Ge, 6 Is, 7 IsNot, 8 In, 9 NotIn, }
    Intrinsic {
        0 TypeVar, 1 ParamSpec, 2 TypeVarTuple, 3 TypeAlias, 4 Template, 5 Interpolation, 6 GenericBase, 7 Namespace,
        8 NameIn, 9 DisplayHook,
    }
    Arg { 0 Pos(value), 1 Star(value), 2 Keyword(name, value), 3 StarStar(value), }
    FPart { 0 Text(text), 1 Field(field), }
    ComprehensionKind { 0 List(item), 1 Set(item), 2 Dict(key, value), }
    Target {
        0 Local(slot),
        1 Cell(slot),
        2 Global(name),
        3 Name(name),
        4 Attr(target),
        5 Index(target),
        6 Unpack(target),
    }
    Pattern {
        0 Wildcard,
        1 Capture(pattern, target),
        2 Value(value),
        3 Singleton(value),
        4 Or(patterns),
        5 Sequence { before, star, after },
        6 Mapping { keys, patterns, rest },
        7 Class { class, positional, names, keyword, span },
    }
    Expr {
        0 Const(value),
        1 Local { slot, span },
        2 Take(slot),
        3 Cell { slot, span },
        4 CellObject(slot),
        5 Global(name),
        6 Name(name),
        7 NameOrCell { name, slot, span },
        8 Tuple(items),
        9 List(items),
        10 Set(items),
        11 Display(display),
        12 Dict(items),
        13 Unary(node),
        14 Binary(node),
        15 Compare(node),
        16 CompareChain(node),
        17 And(items),
        18 Or(items),
        19 Not(operand),
        20 If(node),
        21 Walrus(node),
        22 Attr(node),
        23 Index(node),
        24 Slice(bounds),
        25 Call(node),
        26 MethodCall(node),
        27 CallStar(node),
        28 Super(node),
        29 Function(node),
        30 Class(node),
        31 Comprehension(node),
        32 Generator(node),
        33 FString(parts),
        34 Intrinsic(node),
    }
    Step {
        0 Expr(value),
        1 Store { slot, value },
        2 Assign { target, value },
        3 Augment { target, op, value, span },
        4 Delete(target),
        5 Jump(to),
        6 JumpIfFalse { cond, to },
        7 JumpIfTrue { cond, to },
        8 Return(value),
        9 Raise { exc, cause },
        10 Assert { cond, message },
        11 ForIter { value, iter },
        12 ForNext { iter, target, end },
        13 AsyncForIter { value, iter },
        14 AsyncForNext { iter, dst, end, handled },
        15 Await { value, dst, handled },
        16 Yield { value, dst, handled },
        17 YieldFrom { value, dst, handled },
        18 WithEnter { value, mgr, exit, dst },
        19 WithExit { mgr, exit },
        20 WithExcept { mgr, exit, exc, reraise },
        21 AsyncWithEnter { value, mgr, exit, dst },
        22 AsyncWithExit { mgr, exit, dst },
        23 AsyncWithExcept { mgr, exit, exc, dst },
        24 SetHandled(chain),
        25 ExceptMatch { exc, types, to },
        26 LeaveHandler { exc, handled },
        27 Reraise { exc },
        28 Clear(slot),
        29 EndFinally { why, exc, exits, handled },
        30 StarBegin { exc, rest, raised },
        31 StarMatch { rest, types, matched, to },
        32 StarCollect { exc, raised },
        33 StarEnd { exc, rest, raised, handled },
        34 Match { subject, pattern, to },
        35 Import { module, leaf, target },
        36 ImportFrom { module, level, names },
        37 ImportStar { module, level },
        38 Append { slot, value },
        39 Add { slot, value },
        40 Insert { slot, key, value },
        41 MakeCells(slots),
    }
}
