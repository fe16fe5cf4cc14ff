//! The recogniser's statements and parameter lists.

use super::SyntaxError;
use super::expressions::Arguments;
use super::grammar::{Grammar, Node, Parsed, TargetsFor, What};
use super::scan::Kind;
use crate::source::Span;

const AUGMENTED: [&str; 13] = ["+=", "-=", "*=", "@=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "**=", "//="];

impl Grammar<'_> {
    pub(super) fn statement(&mut self) -> Parsed<()> {
        if matches!(self.kind(), Some(Kind::Indent | Kind::Dedent)) {
            return self.invalid();
        }
        if self.is("match") {
            let Err(reached) = self.match_ahead() else { return self.match_stmt() };
            // What stands at the furthest token is wrong, whichever way it was read.
            return self.simple_stmts().map_err(|e| {
                let span = self.span(reached, reached);
                let plain = e.message == "invalid syntax" && e.span.start < span.start;
                if plain { SyntaxError::new("invalid syntax", span) } else { e }
            });
        }
        match self.word() {
            "def" => self.def(),
            "class" => self.class(),
            "if" => self.if_stmt(),
            "while" => self.while_stmt(),
            "for" => self.for_stmt(),
            "with" => self.with_stmt(),
            "try" => self.try_stmt(),
            "@" => self.decorated(),
            "async" => {
                self.at += 1;
                match self.word() {
                    "def" => self.def(),
                    "for" => self.for_stmt(),
                    "with" => self.with_stmt(),
                    _ => self.invalid(),
                }
            }
            _ => self.simple_stmts(),
        }
    }

    fn line_of(&self, token: usize) -> usize {
        let start = self.tokens.get(token).map_or(0, |t| t.start as usize);
        let text = &self.text[..start];
        1 + text.matches('\n').count() + text.matches('\r').count() - text.matches("\r\n").count()
    }

    /// A colon that must be there: its absence is named when the line ends.
    pub(super) fn colon(&mut self) -> Parsed<()> {
        if self.accept(":") {
            return Ok(());
        }
        self.stopped()?;
        if self.is_newline() { self.fail_at("expected ':'", self.at) } else { self.invalid() }
    }

    /// What follows the colon of `what`, which began at token `start`.
    pub(super) fn block(&mut self, what: &str, start: usize) -> Parsed<()> {
        if !self.is_newline() {
            return self.simple_stmts();
        }
        self.at += 1;
        if self.kind() != Some(Kind::Indent) {
            if self.token().is_none() {
                self.stopped()?;
            }
            let line = self.line_of(start);
            let message = format!("expected an indented block after {what} on line {line}");
            let mut next = self.at;
            while self.tokens.get(next).is_some_and(|t| t.kind == Kind::Dedent) {
                next += 1;
            }
            let ends = self.tokens.get(next).is_none_or(|t| t.kind == Kind::End);
            let span = if ends {
                let end = self.text_end();
                Span::new(end, end)
            } else {
                self.span(next, next)
            };
            return Err(SyntaxError::indentation(message, span).or_incomplete(ends));
        }
        self.at += 1;
        while self.kind() != Some(Kind::Dedent) {
            self.stopped()?;
            if self.kind() == Some(Kind::End) {
                return Ok(());
            }
            self.statement()?;
        }
        self.at += 1;
        Ok(())
    }

    // Simple statements.

    fn simple_stmts(&mut self) -> Parsed<()> {
        loop {
            let start = self.at;
            self.simple_stmt()?;
            if self.accept(";") {
                if !self.is_newline() {
                    continue;
                }
            } else if !self.is_newline() {
                return self.simple_error(start);
            }
            self.at += 1;
            return Ok(());
        }
    }

    /// Something that cannot follow a simple statement.
    fn simple_error(&mut self, start: usize) -> Parsed<()> {
        self.stopped()?;
        let failed = self.at;
        let word = self.text_at(start).to_string();
        if matches!(&*word, "print" | "exec") && failed == start + 1 && self.starts_expression() {
            let rest = self.attempt(Self::star_expressions);
            if let Ok(rest) = rest {
                let message = format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
                return self.fail(message, self.span(start, rest.end - 1));
            }
        }
        self.at = failed;
        if self.starts_expression() {
            // Only to see how far CPython looks before it gives up: maybe to the end of the text.
            let ahead = self.attempt(|g| {
                g.expression()?;
                g.invalid::<()>()
            });
            if let Err((_, e)) = ahead
                && e.message.ends_with("was never closed")
            {
                return Err(e);
            }
        }
        self.invalid()
    }

    /// Where the text ends, without its final line end.
    fn text_end(&self) -> u32 {
        let text = self.text.strip_suffix('\n').unwrap_or(self.text);
        text.strip_suffix('\r').unwrap_or(text).len() as u32
    }

    fn simple_stmt(&mut self) -> Parsed<()> {
        match self.word() {
            "pass" | "break" | "continue" => {
                self.at += 1;
                Ok(())
            }
            "return" => {
                self.at += 1;
                if self.starts_expression() || self.is("*") {
                    self.star_expressions()?;
                }
                Ok(())
            }
            "raise" => {
                self.at += 1;
                if self.starts_expression() {
                    self.expression()?;
                    if self.accept("from") {
                        self.expression()?;
                    }
                }
                Ok(())
            }
            "assert" => {
                self.at += 1;
                self.expression()?;
                if self.accept(",") {
                    self.expression()?;
                }
                Ok(())
            }
            "global" | "nonlocal" => {
                self.at += 1;
                self.name()?;
                while self.accept(",") {
                    self.name()?;
                }
                Ok(())
            }
            "del" => {
                self.at += 1;
                let targets = self.star_expressions()?;
                if self.is(";") || self.is_newline() {
                    self.check_targets(&targets, TargetsFor::Deletion)?;
                }
                Ok(())
            }
            "import" => self.import(),
            "from" => self.import_from(),
            "type" if self.alias_ahead() => self.alias(),
            _ => self.expression_stmt(),
        }
    }

    fn dotted_name(&mut self) -> Parsed<()> {
        self.name()?;
        while self.accept(".") {
            self.name()?;
        }
        Ok(())
    }

    fn import(&mut self) -> Parsed<()> {
        let start = self.at;
        self.at += 1;
        if self.is_newline() {
            return self.fail("Expected one or more names after 'import'", self.empty_span());
        }
        loop {
            self.dotted_name()?;
            if self.accept("as") {
                self.name()?;
            }
            if !self.accept(",") {
                break;
            }
        }
        if self.is("from") {
            let module = self.attempt(|g| {
                g.at += 1;
                g.dotted_name()?;
                Ok(g.at)
            });
            if let Ok(end) = module {
                let message = "Did you mean to use 'from ... import ...' instead?";
                let (from, to) = (self.span(start, start).start, self.span(end, end).end);
                return self.fail(message, Span::new(from, to.saturating_sub(1)));
            }
        }
        Ok(())
    }

    fn empty_span(&self) -> Span {
        let at = self.token().map_or(0, |t| t.start);
        Span::new(at, at)
    }

    fn import_from(&mut self) -> Parsed<()> {
        self.at += 1;
        let mut dots = false;
        while self.accept(".") || self.accept("...") {
            dots = true;
        }
        if !dots || !self.is("import") {
            self.dotted_name()?;
        }
        self.expect("import")?;
        if self.accept("*") {
            return Ok(());
        }
        if self.is_newline() {
            return self.fail("Expected one or more names after 'import'", self.empty_span());
        }
        let grouped = self.accept("(");
        loop {
            self.name()?;
            if self.accept("as") {
                self.name()?;
            }
            if !self.accept(",") {
                break;
            }
            if grouped && self.is(")") {
                break;
            }
            if self.is_newline() {
                let message = "trailing comma not allowed without surrounding parentheses";
                return self.fail_at(message, self.at);
            }
        }
        if grouped { self.expect(")") } else { Ok(()) }
    }

    /// `type X = …` and not a name called `type`.
    fn alias_ahead(&self) -> bool {
        self.tokens.get(self.at + 1).is_some_and(|t| t.kind == Kind::Name)
            && !super::grammar::KEYWORDS.contains(&self.word_at(1))
    }

    fn alias(&mut self) -> Parsed<()> {
        self.at += 1;
        self.name()?;
        self.type_params()?;
        self.expect("=")?;
        self.expression().map(|_| ())
    }

    fn type_params(&mut self) -> Parsed<()> {
        if !self.is("[") {
            return Ok(());
        }
        let open = self.at;
        self.at += 1;
        if self.is("]") {
            return self.fail("Type parameter list cannot be empty", self.span(open + 1, self.at));
        }
        while !self.is("]") {
            let stars = self.is("*") || self.is("**");
            if stars {
                self.at += 1;
            }
            let star = self.at;
            self.name()?;
            if self.is(":") {
                let colon = self.at;
                self.at += 1;
                let bound = self.expression()?;
                if stars {
                    let what = if bound.what == What::Tuple { "constraints" } else { "bound" };
                    let kind = if self.text_at(star - 1) == "*" { "TypeVarTuple" } else { "ParamSpec" };
                    let span = self.span(colon, bound.bare.1 - 1);
                    return self.fail(format!("cannot use {what} with {kind}"), span);
                }
            }
            if self.accept("=") {
                if self.is("*") {
                    self.at += 1;
                }
                self.expression()?;
            }
            if !self.accept(",") {
                break;
            }
        }
        self.expect("]")
    }

    fn expression_stmt(&mut self) -> Parsed<()> {
        let first = self.yield_or_expressions()?;
        if self.is(":=") && first.what != What::Name {
            let message = format!("cannot use assignment expressions with {}", first.what.describe());
            return self.fail_node(message, &first);
        }
        if self.is(":") && first.what != What::Yield {
            return self.annotated(&first);
        }
        if AUGMENTED.contains(&self.word()) {
            let single = matches!(first.what, What::Name | What::Attribute | What::Subscript);
            if !single {
                let message = format!("'{}' is an illegal expression for augmented assignment", first.what.describe());
                return self.fail_node(message, &first);
            }
            self.at += 1;
            self.yield_or_expressions()?;
            return Ok(());
        }
        let mut target = first;
        let mut start = true;
        while self.is("=") {
            if target.what == What::Yield && !target.grouped {
                return self.fail_node("assignment to yield expression not possible", &target);
            }
            if self.invalid_target(&target, TargetsFor::Assignment).is_some() {
                if start {
                    // What looks like a comparison gone wrong is told so.
                    let last = match (target.what, target.grouped, target.items.last()) {
                        (What::Tuple, false, Some(last)) if !self.wrapped(&target) => last.clone(),
                        _ => target.clone(),
                    };
                    let at = self.at;
                    if !matches!(last.what, What::Name | What::Attribute | What::Subscript) {
                        self.equals_instead(&last)?;
                    }
                    self.at = at;
                }
                return self.check_targets(&target, TargetsFor::Assignment);
            }
            start = false;
            self.at += 1;
            target = self.yield_or_expressions()?;
        }
        Ok(())
    }

    /// True for a tuple in parentheses.
    fn wrapped(&self, node: &Node) -> bool {
        self.tokens.get(node.start).is_some_and(|t| self.text[t.start as usize..].starts_with('('))
            && self.tokens.get(node.end - 1).is_some_and(|t| self.text[t.start as usize..].starts_with(')'))
            && node.items.first().is_some_and(|i| i.start > node.start)
    }

    fn annotated(&mut self, target: &Node) -> Parsed<()> {
        let colon = self.at;
        self.at += 1;
        let annotation = self.expression();
        match target.what {
            What::Name | What::Attribute | What::Subscript => {
                annotation?;
                if self.accept("=") {
                    self.yield_or_expressions()?;
                }
                Ok(())
            }
            _ if annotation.is_err() => {
                self.at = colon;
                self.invalid()
            }
            What::List | What::Tuple => {
                let message = format!("only single target (not {}) can be annotated", target.what.describe());
                // Of a tuple without parentheses, its first element is shown.
                let bare = target.what == What::Tuple && !self.wrapped(target);
                self.fail_node(message, target.items.first().filter(|_| bare).unwrap_or(target))
            }
            _ => self.fail_node("illegal target for annotation", target),
        }
    }

    // Compound statements.

    fn condition(&mut self) -> Parsed<Node> {
        let node = self.named_expression()?;
        if self.is("=") {
            self.equals_instead(&node)?;
        }
        Ok(node)
    }

    fn if_stmt(&mut self) -> Parsed<()> {
        let start = self.at;
        self.at += 1;
        self.condition()?;
        self.colon()?;
        self.block("'if' statement", start)?;
        while self.is("elif") {
            let start = self.at;
            self.at += 1;
            self.condition()?;
            self.colon()?;
            self.block("'elif' statement", start)?;
        }
        self.else_block()
    }

    fn else_block(&mut self) -> Parsed<()> {
        let start = self.at;
        if self.accept("else") {
            self.force(":")?;
            self.block("'else' statement", start)?;
        }
        Ok(())
    }

    fn while_stmt(&mut self) -> Parsed<()> {
        let start = self.at;
        self.at += 1;
        self.condition()?;
        self.colon()?;
        self.block("'while' statement", start)?;
        self.else_block()
    }

    fn for_stmt(&mut self) -> Parsed<()> {
        let start = self.at;
        self.at += 1;
        let targets = self.targets()?;
        self.check_targets(&targets, TargetsFor::Assignment)?;
        self.expect("in")?;
        self.star_expressions()?;
        self.colon()?;
        self.block("'for' statement", start)?;
        self.else_block()
    }

    fn with_stmt(&mut self) -> Parsed<()> {
        let start = self.at;
        self.at += 1;
        if self.is("(") {
            let grouped = self.attempt(|g| {
                g.at += 1;
                g.with_items(true)?;
                g.expect(")")?;
                if g.is(":") || g.is_newline() { Ok(()) } else { g.invalid() }
            });
            if let Err((reached, error)) = grouped {
                if let Err((other, e)) = self.attempt(|g| {
                    g.with_items(false)?;
                    g.colon()
                }) {
                    return Err(if reached > other { error } else { e });
                }
                self.with_items(false)?;
            }
        } else {
            self.with_items(false)?;
        }
        self.colon()?;
        self.block("'with' statement", start)
    }

    fn with_items(&mut self, grouped: bool) -> Parsed<()> {
        loop {
            self.expression()?;
            if self.accept("as") {
                let target = self.bitwise_or()?;
                if self.is(",") || self.is(")") || self.is(":") {
                    self.check_targets(&target, TargetsFor::Assignment)?;
                }
            }
            if !self.accept(",") || (grouped && self.is(")")) {
                return Ok(());
            }
        }
    }

    fn decorated(&mut self) -> Parsed<()> {
        while self.accept("@") {
            self.named_expression()?;
            if !self.is_newline() {
                return self.invalid();
            }
            self.at += 1;
        }
        if matches!(self.word(), "def" | "class") || (self.is("async") && self.word_at(1) == "def") {
            return self.statement();
        }
        self.invalid().map_err(|e: SyntaxError| {
            let ends = self.at_end();
            e.or_incomplete(ends)
        })
    }

    fn try_stmt(&mut self) -> Parsed<()> {
        let start = self.at;
        self.at += 1;
        self.force(":")?;
        self.block("'try' statement", start)?;
        if !self.is("except") && !self.is("finally") {
            self.stopped()?;
            let message = "expected 'except' or 'finally' block";
            if self.at_end() {
                let end = self.text_end();
                return Err(SyntaxError::new(message, Span::new(end, end)).or_incomplete(true));
            }
            return self.fail_at(message, self.at);
        }
        let mut star = None;
        while self.is("except") {
            let start = self.at;
            self.at += 1;
            let is_star = self.accept("*");
            if *star.get_or_insert(is_star) != is_star {
                if is_star && (self.is(":") || self.is_newline()) {
                    return self.fail_at("expected one or more exception types", self.at);
                }
                let message = "cannot have both 'except' and 'except*' on the same 'try'";
                return self.fail(message, self.span(start, start + usize::from(is_star)));
            }
            self.except_rest(is_star)?;
            let what = if is_star { "'except*' statement" } else { "'except' statement" };
            self.block(what, start)?;
        }
        if star.is_some() {
            self.else_block()?;
        }
        let start = self.at;
        if self.accept("finally") {
            self.force(":")?;
            self.block("'finally' statement", start)?;
        }
        Ok(())
    }

    fn except_rest(&mut self, star: bool) -> Parsed<()> {
        if star && (self.is(":") || self.is_newline()) {
            return self.fail_at("expected one or more exception types", self.at);
        }
        if self.is(":") || self.is_newline() {
            return self.colon();
        }
        let first = self.expression()?;
        if self.is(",") {
            // Without parentheses several types are allowed, but not with a name.
            let list = self.attempt(|g| {
                g.at += 1;
                let list = g.star_expressions()?;
                let named = g.accept("as");
                if named {
                    g.name()?;
                }
                let end = if named { g.at } else { list.end };
                Ok((end, named, g.is(":")))
            });
            if let Ok((end, named, colon)) = list {
                if named && !colon {
                    return self.invalid();
                }
                if named || !colon {
                    let message = "multiple exception types must be parenthesized";
                    return self.fail(message, self.span(first.start, end - 1));
                }
                return self.colon();
            }
            return self.invalid();
        }
        if self.accept("as") {
            self.name()?;
        }
        self.colon()
    }

    fn def(&mut self) -> Parsed<()> {
        let start = self.at;
        self.at += 1;
        self.name()?;
        self.type_params()?;
        self.force("(")?;
        self.parameters(false)?;
        self.expect(")")?;
        if self.is("->") {
            let arrow = self.at;
            self.at += 1;
            if !self.starts_expression() {
                self.stopped()?;
                self.at = arrow;
                return self.fail_at("expected ':'", arrow);
            }
            self.expression()?;
        }
        self.force(":")?;
        self.block("function definition", start)
    }

    fn class(&mut self) -> Parsed<()> {
        let start = self.at;
        self.at += 1;
        self.name()?;
        self.type_params()?;
        if self.is("(") {
            self.arguments(Arguments::Class)?;
        }
        self.colon()?;
        self.block("class definition", start)
    }

    // Parameters.

    /// Up to the closing parenthesis, or the colon of a lambda.
    pub(super) fn parameters(&mut self, lambda: bool) -> Parsed<()> {
        let close = if lambda { ":" } else { ")" };
        let (mut slash, mut star, mut default, mut count) = (false, false, false, 0);
        while !self.is(close) {
            let start = self.at;
            match self.word() {
                "/" => {
                    self.at += 1;
                    let message = if slash {
                        "/ may appear only once"
                    } else if star {
                        "/ must be ahead of *"
                    } else if count == 0 && self.is(",") {
                        "at least one argument must precede /"
                    } else if count == 0 {
                        self.at = start;
                        return self.invalid();
                    } else {
                        slash = true;
                        ""
                    };
                    if !message.is_empty() {
                        return self.fail_at(message, start);
                    }
                    if self.is("*") {
                        return self.fail_at("expected comma between / and *", self.at);
                    }
                }
                "*" => {
                    self.at += 1;
                    if star {
                        return self.fail_at("* argument may appear only once", start);
                    }
                    star = true;
                    let bare = self.is(",") && matches!(self.word_at(1), ")" | "**" | ":");
                    if self.is(close) || bare {
                        let at = if lambda { self.at } else { start };
                        return self.fail_at("named arguments must follow bare *", at);
                    }
                    if !self.is(",") {
                        self.any_parameter(lambda, true)?;
                        if self.is("=") {
                            return self.fail_at("var-positional argument cannot have default value", self.at);
                        }
                    }
                }
                "**" => {
                    self.at += 1;
                    self.parameter(lambda)?;
                    if self.is("=") {
                        return self.fail_at("var-keyword argument cannot have default value", self.at);
                    }
                    if self.accept(",") && !self.is(close) {
                        if self.is_name() || matches!(self.word(), "*" | "**" | "/") {
                            return self.fail_at("arguments cannot follow var-keyword argument", self.at);
                        }
                        return self.invalid();
                    }
                    return if self.is(close) { Ok(()) } else { self.invalid() };
                }
                "(" if star => return self.invalid(),
                "(" => return self.grouped_parameters(lambda),
                _ => {
                    self.parameter(lambda)?;
                    if self.is("=") {
                        let equals = self.at;
                        self.at += 1;
                        if self.is(",") || self.is(close) {
                            return self.fail_at("expected default value expression", equals);
                        }
                        self.expression()?;
                        default = true;
                    } else if default && !star {
                        let message = "parameter without a default follows parameter with a default";
                        return self.fail_at(message, start);
                    }
                }
            }
            count += 1;
            if !self.accept(",") {
                break;
            }
        }
        if self.is(close) { Ok(()) } else { self.invalid() }
    }

    fn parameter(&mut self, lambda: bool) -> Parsed<()> {
        self.any_parameter(lambda, false)
    }

    /// With `star`, that of `*args`, which may be annotated `*Ts`.
    fn any_parameter(&mut self, lambda: bool, star: bool) -> Parsed<()> {
        self.name()?;
        if !lambda && self.accept(":") {
            if star && self.is("*") {
                self.at += 1;
            }
            self.expression()?;
        }
        Ok(())
    }

    fn grouped_parameters(&mut self, lambda: bool) -> Parsed<()> {
        let start = self.at;
        let group = self.attempt(|g| {
            g.at += 1;
            while g.is_name() {
                g.at += 1;
                if !g.accept(",") {
                    break;
                }
            }
            g.expect(")")?;
            Ok(g.at)
        });
        match group {
            Ok(end) => {
                let what = if lambda { "Lambda expression parameters" } else { "Function parameters" };
                self.fail(format!("{what} cannot be parenthesized"), self.span(start, end - 1))
            }
            Err(_) => self.invalid(),
        }
    }
}
