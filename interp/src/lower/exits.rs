//! Leaving blocks: what `return`, `break` and `continue` undo on their way out.

use super::body::{Label, Lower};
use crate::tree::{Chain, Expr, NO_SLOT, Pc, Region, Slot, Step, Target};
use crate::value::Value;

/// Which way a block is left.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    Break,
    Continue,
    Return,
}

/// What a block is, which says what leaving it takes.
pub(super) enum BlockKind {
    /// `iter`: the slots of a `for` loop's iteration state, and how many.
    Loop {
        end: Label,
        next: Label,
        iter: Option<(Slot, Slot)>,
    },
    /// The body of a `try` with handlers.
    Try,
    /// A handler, or a `finally` body: its exception is dropped.
    Handler {
        exc: Slot,
    },
    /// A handler with a name, which is unbound.
    Named {
        name: String,
    },
    /// What a `finally` protects. Its body is entered with the number of the way out in `why`.
    Finally {
        why: Slot,
        body: Label,
        exits: Vec<Exit>,
    },
    With {
        mgr: Slot,
        exit: Slot,
        is_async: bool,
    },
}

/// A block that is being lowered.
pub(super) struct Block {
    pub kind: BlockKind,
    /// The chain of handled exceptions around it.
    outer: Chain,
    /// What it protects: where the current range began, and the ranges before. There are gaps where code leaves it.
    start: Pc,
    /// How many temporaries had been allocated when it began.
    allocations: usize,
    ranges: Vec<(Pc, Pc)>,
    handler: Option<(Label, Slot)>,
}

impl Lower<'_> {
    /// Begins a block; with `handler` (label, exception slot) what follows is protected.
    pub fn begin(&mut self, kind: BlockKind, handler: Option<(Label, Slot)>, outer: Chain) {
        let (start, allocations) = (self.pc(), self.allocations());
        self.blocks.push(Block { kind, outer, start, allocations, ranges: Vec::new(), handler });
    }

    /// Ends the innermost block.
    pub fn end(&mut self) -> Option<BlockKind> {
        let block = self.blocks.pop()?;
        if let Some((handler, exc)) = block.handler {
            let pc = self.pc();
            let parked = self.parked_since(block.allocations);
            for (start, end) in block.ranges.into_iter().chain([(block.start, pc)]) {
                self.region(Region { start, end, handler, exc, parked: parked.clone() });
            }
        }
        Some(block.kind)
    }

    /// `return value`.
    pub fn return_value(&mut self, value: Expr) {
        let plain = self.blocks.iter().all(|b| matches!(b.kind, BlockKind::Loop { .. } | BlockKind::Try));
        if plain {
            self.emit(Step::Return(value));
            return;
        }
        let through_finally = self.blocks.iter().any(|b| matches!(b.kind, BlockKind::Finally { .. }));
        match value {
            Expr::Const(v) if !through_finally => self.leave(Exit::Return, Some(v)),
            value => {
                let slot = self.return_slot();
                self.emit(Step::Store { slot, value });
                self.leave(Exit::Return, None);
            }
        }
    }

    /// Leaves blocks, innermost first, up to where `exit` leads. A returned value is `value` or was parked.
    pub fn leave(&mut self, exit: Exit, value: Option<Value>) {
        if !self.reachable {
            return;
        }
        let handled = self.handled;
        let mut i = self.blocks.len();
        let mut arrived = false;
        while i > 0 && !arrived {
            i -= 1;
            arrived = self.leave_block(i, exit);
        }
        if !arrived {
            let value = match value {
                Some(v) => Expr::Const(v),
                None => Expr::Take(self.return_slot()),
            };
            self.emit(Step::Return(value));
        }
        let pc = self.pc();
        for block in &mut self.blocks[i..] {
            block.start = pc;
        }
        self.handled = handled;
    }

    /// Leaves one block; true when that was the last.
    fn leave_block(&mut self, i: usize, exit: Exit) -> bool {
        // From here on the block protects nothing, until the code that leaves it ends.
        let pc = self.pc();
        let block = &mut self.blocks[i];
        if block.start < pc {
            block.ranges.push((block.start, pc));
        }
        self.handled = block.outer;
        let handled = self.handled;
        match &mut block.kind {
            BlockKind::Loop { end, next, iter } => {
                let (end, next, iter) = (*end, *next, *iter);
                if exit == Exit::Continue {
                    self.emit(Step::Jump(next));
                    return true;
                }
                if let Some((slot, n)) = iter {
                    (slot..slot + n).for_each(|s| self.emit(Step::Clear(s)));
                }
                if exit == Exit::Break {
                    self.emit(Step::Jump(end));
                    return true;
                }
            }
            BlockKind::Try => {}
            BlockKind::Handler { exc } => {
                let exc = *exc;
                self.emit(Step::LeaveHandler { exc, handled });
            }
            BlockKind::Named { name } => {
                let name = name.clone();
                self.unbind(&name);
            }
            BlockKind::Finally { why, body, exits } => {
                let (why, body) = (*why, *body);
                let k = exits.iter().position(|e| *e == exit).unwrap_or_else(|| {
                    exits.push(exit);
                    exits.len() - 1
                });
                self.emit(Step::Store { slot: why, value: Expr::Const(Value::Int(k as i64 + 1)) });
                self.emit(Step::Jump(body));
                return true;
            }
            BlockKind::With { mgr, exit: exit_slot, is_async } => {
                let (mgr, exit_slot, is_async) = (*mgr, *exit_slot, *is_async);
                self.with_exit(mgr, exit_slot, is_async);
            }
        }
        false
    }

    /// Calls a context manager's exit method without an exception.
    pub fn with_exit(&mut self, mgr: Slot, exit: Slot, is_async: bool) {
        if is_async {
            let dst = self.temp();
            self.emit(Step::AsyncWithExit { mgr, exit, dst });
            let handled = self.handled;
            self.emit(Step::Await { value: Expr::Take(dst), dst: NO_SLOT, handled });
        } else {
            self.emit(Step::WithExit { mgr, exit });
        }
    }

    /// Unbinds the name of a handler, whatever the handler did with it.
    pub fn unbind(&mut self, name: &str) {
        match self.variable(name, self.span) {
            Target::Local(slot) => self.emit(Step::Clear(slot)),
            target => {
                self.emit(Step::Assign { target, value: Expr::NONE });
                let target = self.variable(name, self.span);
                self.emit(Step::Delete(target));
            }
        }
    }
}
