//! The recogniser's expressions.

use super::SyntaxError;
use super::grammar::{Grammar, KEYWORDS, Node, Parsed, TargetsFor, What};
use super::scan::Kind;
use crate::source::Span;

/// How arguments are checked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Arguments {
    Call,
    /// The bases of a class: no bare generator expression.
    Class,
}

const BINARY: [&str; 12] = ["|", "^", "&", "<<", ">>", "+", "-", "*", "/", "//", "%", "@"];
const COMMA: &str = "invalid syntax. Perhaps you forgot a comma?";

impl Grammar<'_> {
    /// True when the next token can begin an expression.
    pub(super) fn starts_expression(&self) -> bool {
        match self.kind() {
            Some(Kind::Name) => {
                let word = self.word();
                !KEYWORDS.contains(&word) || matches!(word, "True" | "False" | "None" | "not" | "lambda" | "await")
            }
            Some(Kind::Number | Kind::String | Kind::FStart) => true,
            Some(Kind::Op) => matches!(self.word(), "(" | "[" | "{" | "-" | "+" | "~" | "..."),
            _ => false,
        }
    }

    /// `a, *b, c`
    pub(super) fn star_expressions(&mut self) -> Parsed<Node> {
        let first = self.star_expression()?;
        self.tuple_rest(first, Self::star_expression)
    }

    /// `a, b` without stars.
    pub(super) fn expressions(&mut self) -> Parsed<Node> {
        self.star_expressions()
    }

    fn tuple_rest(&mut self, first: Node, item: fn(&mut Self) -> Parsed<Node>) -> Parsed<Node> {
        if !self.is(",") {
            return Ok(first);
        }
        let start = first.start;
        let mut items = vec![first];
        while self.accept(",") {
            if !self.starts_expression() && !self.is("*") {
                break;
            }
            items.push(item(self)?);
        }
        Ok(Node { items, ..Node::new(What::Tuple, start, self.at) })
    }

    fn star_expression(&mut self) -> Parsed<Node> {
        if self.is("*") { self.starred() } else { self.expression() }
    }

    fn starred(&mut self) -> Parsed<Node> {
        let start = self.at;
        self.at += 1;
        let inner = self.bitwise_or()?;
        Ok(Node { items: vec![inner], ..Node::new(What::Starred, start, self.at) })
    }

    /// After the star of an argument, an index or an element.
    fn after_star(&mut self, operand: fn(&mut Self) -> Parsed<Node>) -> Parsed<Node> {
        self.attempt(operand).map_err(|(reached, e)| match &*e.message {
            "invalid syntax" => SyntaxError::new("Invalid star expression", self.span(reached, reached)),
            _ => e,
        })
    }

    fn star_named(&mut self) -> Parsed<Node> {
        if self.is("*") {
            let start = self.at;
            self.at += 1;
            let inner = self.after_star(Self::bitwise_or)?;
            return Ok(Node { items: vec![inner], ..Node::new(What::Starred, start, self.at) });
        }
        self.named_expression()
    }

    /// `yield …` or a list of expressions.
    pub(super) fn yield_or_expressions(&mut self) -> Parsed<Node> {
        if self.is("yield") { self.yield_expr() } else { self.star_expressions() }
    }

    fn yield_expr(&mut self) -> Parsed<Node> {
        let start = self.at;
        self.at += 1;
        if self.accept("from") {
            self.expression()?;
        } else if self.starts_expression() || self.is("*") {
            self.star_expressions()?;
        }
        Ok(Node::new(What::Yield, start, self.at))
    }

    /// `x := value`, or an expression; a condition, an element or an argument.
    pub(super) fn named_expression(&mut self) -> Parsed<Node> {
        let node = self.expression()?;
        self.named_rest(node)
    }

    fn named_rest(&mut self, node: Node) -> Parsed<Node> {
        if self.is(":=") {
            if node.what != What::Name || node.grouped {
                let message = format!("cannot use assignment expressions with {}", node.what.describe());
                return self.fail_node(message, &node);
            }
            self.at += 1;
            self.expression()?;
            return Ok(Node::new(What::Named, node.start, self.at));
        }
        Ok(node)
    }

    /// `=` where only a comparison makes sense.
    pub(super) fn equals_instead(&mut self, node: &Node) -> Parsed<()> {
        if !self.is("=") {
            return Ok(());
        }
        let right = self.attempt(|g| {
            g.at += 1;
            g.bitwise_or()
        });
        let Ok(right) = right else { return Ok(()) };
        if self.is("=") || self.is(":=") {
            return Ok(());
        }
        if node.what == What::Name && !node.grouped {
            let span = self.span(node.start, right.bare.1 - 1);
            return self.fail("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", span);
        }
        let excluded =
            matches!(node.what, What::List | What::Tuple | What::Generator | What::True | What::None | What::False);
        if !excluded && node.tight() {
            let what = node.what.describe();
            let message = format!("cannot assign to {what} here. Maybe you meant '==' instead of '='?");
            return self.fail_node(message, node);
        }
        // The attempt went past the `=`: the plain error is there.
        self.at = node.end;
        Ok(())
    }

    pub(super) fn expression(&mut self) -> Parsed<Node> {
        if self.is("lambda") {
            return self.lambda();
        }
        let node = self.disjunction()?;
        if !self.is("if") {
            return Ok(node);
        }
        let start = node.start;
        self.at += 1;
        let cond = self.disjunction()?;
        if !self.accept("else") {
            self.stopped()?;
            if self.is(":") {
                return self.invalid();
            }
            let span = self.span(start, cond.end - 1);
            return self.fail("expected 'else' after 'if' expression", span);
        }
        self.expression()?;
        Ok(Node::new(What::Conditional, start, self.at))
    }

    fn lambda(&mut self) -> Parsed<Node> {
        let start = self.at;
        self.at += 1;
        self.parameters(true)?;
        let colon = self.at;
        self.expect(":")?;
        if matches!(self.kind(), Some(Kind::FMiddle)) || (self.is("}") && self.in_field()) {
            let message = "f-string: lambda expressions are not allowed without parentheses";
            return self.fail(message, self.span(start, colon));
        }
        self.expression()?;
        Ok(Node::new(What::Lambda, start, self.at))
    }

    /// True when the innermost bracket belongs to an f-string.
    fn in_field(&self) -> bool {
        self.tokens[..self.at].iter().rev().any(|t| t.kind == Kind::FStart)
    }

    fn disjunction(&mut self) -> Parsed<Node> {
        self.bool_chain("or", |g| g.bool_chain("and", Self::inversion))
    }

    fn bool_chain(&mut self, word: &str, operand: fn(&mut Self) -> Parsed<Node>) -> Parsed<Node> {
        let first = operand(self)?;
        if !self.is(word) {
            return Ok(first);
        }
        while self.accept(word) {
            operand(self)?;
        }
        Ok(Node::new(What::Bool, first.start, self.at))
    }

    fn inversion(&mut self) -> Parsed<Node> {
        let start = self.at;
        if self.accept("not") {
            self.inversion()?;
            return Ok(Node::new(What::Bool, start, self.at));
        }
        let first = self.bitwise_or()?;
        let mut compared = false;
        loop {
            match (self.word(), self.word_at(1)) {
                ("<" | ">" | "==" | ">=" | "<=" | "!=" | "in", _) => self.at += 1,
                ("is", "not") | ("not", "in") => self.at += 2,
                ("is", _) => self.at += 1,
                _ => break,
            }
            self.bitwise_or()?;
            compared = true;
        }
        Ok(if compared { Node::new(What::Comparison, start, self.at) } else { first })
    }

    pub(super) fn bitwise_or(&mut self) -> Parsed<Node> {
        let first = self.factor()?;
        if !BINARY.contains(&self.word()) {
            return Ok(first);
        }
        while BINARY.contains(&self.word()) {
            let arithmetic = matches!(self.word(), "+" | "-" | "*" | "/" | "%" | "//" | "@");
            self.at += 1;
            if arithmetic {
                self.bare_not()?;
            }
            self.factor()?;
        }
        Ok(Node::new(What::Binary, first.start, self.at))
    }

    fn factor(&mut self) -> Parsed<Node> {
        let start = self.at;
        if matches!(self.word(), "+" | "-" | "~") {
            self.at += 1;
            self.bare_not()?;
            self.factor()?;
            return Ok(Node::new(What::Binary, start, self.at));
        }
        let base = if self.accept("await") {
            self.primary()?;
            Node::new(What::Await, start, self.at)
        } else {
            self.primary()?
        };
        if self.accept("**") {
            self.factor()?;
            return Ok(Node::new(What::Binary, start, self.at));
        }
        Ok(base)
    }

    /// `not` where only an operand can stand.
    fn bare_not(&mut self) -> Parsed<()> {
        if !self.is("not") {
            return Ok(());
        }
        match self.attempt(Self::inversion) {
            Ok(node) => self.fail_node("'not' after an operator must be parenthesized", &node),
            Err(_) => Ok(()),
        }
    }

    pub(super) fn primary(&mut self) -> Parsed<Node> {
        let mut node = self.atom()?;
        loop {
            let what = match self.word() {
                "." => {
                    self.at += 1;
                    self.name()?;
                    What::Attribute
                }
                "(" => {
                    self.arguments(Arguments::Call)?;
                    What::Call
                }
                "[" => {
                    self.at += 1;
                    self.slices()?;
                    self.expect("]")?;
                    What::Subscript
                }
                _ => return Ok(node),
            };
            node = Node::new(what, node.start, self.at);
        }
    }

    fn atom(&mut self) -> Parsed<Node> {
        let start = self.at;
        match self.kind() {
            Some(Kind::Name) => {
                let what = match self.word() {
                    "True" => What::True,
                    "False" => What::False,
                    "None" => What::None,
                    word if KEYWORDS.contains(&word) => return self.invalid(),
                    _ => What::Name,
                };
                self.at += 1;
                Ok(Node::new(what, start, self.at))
            }
            Some(Kind::Number) => {
                self.at += 1;
                Ok(Node::new(What::Literal, start, self.at))
            }
            Some(Kind::String | Kind::FStart) => self.strings(),
            Some(Kind::Op) => match self.word() {
                "(" => self.group(),
                "[" => self.list(),
                "{" => self.braces(),
                "..." => {
                    self.at += 1;
                    Ok(Node::new(What::Ellipsis, start, self.at))
                }
                _ => self.invalid(),
            },
            _ => self.invalid(),
        }
    }

    fn strings(&mut self) -> Parsed<Node> {
        let start = self.at;
        let mut what = What::Literal;
        let (mut bytes, mut text) = (false, false);
        loop {
            match self.kind() {
                Some(Kind::String) => {
                    let token = self.tokens[self.at];
                    let literal = &self.text[token.start as usize..token.end as usize];
                    let prefix = literal.split(['"', '\'']).next().unwrap_or("");
                    let is_bytes = prefix.contains(['b', 'B']);
                    bytes |= is_bytes;
                    text |= !is_bytes;
                    self.at += 1;
                }
                Some(Kind::FStart) => {
                    text = true;
                    what = What::FString;
                    self.fstring()?;
                }
                _ => break,
            }
        }
        if bytes && text {
            return self.fail_at("cannot mix bytes and nonbytes literals", self.at);
        }
        Ok(Node::new(what, start, self.at))
    }

    // Brackets.

    /// After an element, something that cannot follow it.
    fn element_error<T>(&mut self, node: &Node) -> Parsed<T> {
        self.stopped()?;
        self.equals_instead(node)?;
        self.forgot_comma(node)?;
        self.invalid()
    }

    fn forgot_comma(&mut self, node: &Node) -> Parsed<()> {
        let node = match (node.what, node.items.first()) {
            (What::Starred, Some(inner)) => inner,
            _ => node,
        };
        let first = self.tokens[node.start];
        let word = &self.text[first.start as usize..first.end as usize];
        let second = self.tokens.get(node.start + 1).map(|t| t.kind);
        let soft = first.kind == Kind::Name && matches!(word, "match" | "case" | "type" | "_");
        let prefix = first.kind == Kind::Name && second == Some(Kind::String);
        let legacy = node.what == What::Name && matches!(word, "print" | "exec");
        let loose = matches!(node.what, What::Lambda | What::Conditional | What::Named | What::Yield);
        if !self.starts_expression() || soft || prefix || legacy || loose {
            return Ok(());
        }
        let start = node.bare.0;
        match self.attempt(Self::expression) {
            Ok(next) => self.fail(COMMA, self.span(start, next.bare.1 - 1)),
            Err(_) => Ok(()),
        }
    }

    fn is_comprehension(&self) -> bool {
        self.is("for") || (self.is("async") && self.word_at(1) == "for")
    }

    fn group(&mut self) -> Parsed<Node> {
        let start = self.at;
        self.at += 1;
        if self.accept(")") {
            return Ok(Node { grouped: true, ..Node::new(What::Tuple, start, self.at) });
        }
        if self.is("yield") {
            let inner = self.yield_expr()?;
            self.expect(")")?;
            return Ok(Node { grouped: true, bare: inner.bare, ..Node::new(What::Yield, start, self.at) });
        }
        let first = self.star_named()?;
        if self.is_comprehension() {
            self.comprehension_element(&first)?;
            self.clauses()?;
            self.expect(")")?;
            return Ok(Node::new(What::Generator, start, self.at));
        }
        if self.accept(")") {
            if first.what == What::Starred {
                return self.fail_node("cannot use starred expression here", &first);
            }
            let mut inner = first;
            // The parentheses are no part of what is named in errors.
            (inner.grouped, inner.start, inner.end) = (true, start, self.at);
            return Ok(inner);
        }
        if !self.is(",") {
            return self.element_error(&first);
        }
        let items = self.elements(first, ")")?;
        self.expect(")")?;
        Ok(Node { items, ..Node::new(What::Tuple, start, self.at) })
    }

    /// The elements after the first, up to the closing bracket.
    fn elements(&mut self, first: Node, close: &str) -> Parsed<Vec<Node>> {
        let mut items = vec![first];
        while self.accept(",") {
            if self.is(close) || (self.is_comprehension() && close != ")") {
                break;
            }
            let item = self.star_named()?;
            if !self.is(",") && !self.is(close) && !self.is_comprehension() {
                return self.element_error(&item);
            }
            items.push(item);
        }
        if self.is_comprehension() && close != ")" {
            let (start, end) = (items[0].start, self.at);
            let clauses = self.attempt(Self::clauses);
            if clauses.is_ok() {
                let message = "did you forget parentheses around the comprehension target?";
                return self.fail(message, self.span(start, end - 1));
            }
            return self.invalid();
        }
        Ok(items)
    }

    fn comprehension_element(&mut self, element: &Node) -> Parsed<()> {
        if element.what == What::Starred {
            return self.fail_node("iterable unpacking cannot be used in comprehension", element);
        }
        Ok(())
    }

    fn list(&mut self) -> Parsed<Node> {
        let start = self.at;
        self.at += 1;
        if self.accept("]") {
            return Ok(Node::new(What::List, start, self.at));
        }
        let first = self.star_named()?;
        if self.is_comprehension() {
            self.comprehension_element(&first)?;
            self.clauses()?;
            self.expect("]")?;
            return Ok(Node::new(What::ListComp, start, self.at));
        }
        if !self.is(",") && !self.is("]") {
            return self.element_error(&first);
        }
        let items = self.elements(first, "]")?;
        self.expect("]")?;
        Ok(Node { items, ..Node::new(What::List, start, self.at) })
    }

    fn braces(&mut self) -> Parsed<Node> {
        let start = self.at;
        self.at += 1;
        if self.accept("}") {
            return Ok(Node::new(What::Dict, start, self.at));
        }
        if self.is("**") {
            let stars = self.at;
            self.at += 1;
            self.bitwise_or()?;
            if self.is_comprehension() {
                return self.fail_at("dict unpacking cannot be used in dict comprehension", stars);
            }
            return self.dict_rest(start);
        }
        let first = self.star_named()?;
        if first.what != What::Starred && self.is(":") {
            self.dict_value()?;
            if self.is_comprehension() {
                self.clauses()?;
                self.expect("}")?;
                return Ok(Node::new(What::DictComp, start, self.at));
            }
            return self.dict_rest(start);
        }
        if self.is_comprehension() {
            self.comprehension_element(&first)?;
            self.clauses()?;
            self.expect("}")?;
            return Ok(Node::new(What::SetComp, start, self.at));
        }
        if !self.is(",") && !self.is("}") {
            return self.element_error(&first);
        }
        self.elements(first, "}")?;
        self.expect("}")?;
        Ok(Node::new(What::Set, start, self.at))
    }

    /// `: value`
    fn dict_value(&mut self) -> Parsed<()> {
        let colon = self.at;
        self.at += 1;
        if self.is("}") || self.is(",") {
            return self.fail_at("expression expected after dictionary key and ':'", colon);
        }
        if self.is("*") {
            let star = self.at;
            self.starred()?;
            let span = self.span(star, self.at - 1);
            return self.fail("cannot use a starred expression in a dictionary value", span);
        }
        let value = self.expression()?;
        if !self.is(",") && !self.is("}") && !self.is_comprehension() {
            self.stopped()?;
            self.forgot_comma(&value)?;
            return self.invalid();
        }
        Ok(())
    }

    fn dict_rest(&mut self, start: usize) -> Parsed<Node> {
        while self.accept(",") {
            if self.is("}") {
                break;
            }
            if self.accept("**") {
                self.bitwise_or()?;
                continue;
            }
            let key = self.expression()?;
            if !self.is(":") {
                self.stopped()?;
                let last = key.end - 1;
                return self.fail("':' expected after dictionary key", self.span(last, last));
            }
            self.dict_value()?;
        }
        self.expect("}")?;
        Ok(Node::new(What::Dict, start, self.at))
    }

    pub(super) fn clauses(&mut self) -> Parsed<()> {
        while self.is_comprehension() {
            self.accept("async");
            self.at += 1;
            let targets = self.targets()?;
            if !self.is("in") {
                self.stopped()?;
                let starred = |n: &Node| n.what == What::Starred && !n.grouped;
                if starred(&targets) || targets.items.iter().any(starred) {
                    self.check_targets(&targets, TargetsFor::Assignment)?;
                    return self.invalid();
                }
                return self.fail_at("'in' expected after for-loop variables", self.at);
            }
            self.check_targets(&targets, TargetsFor::Assignment)?;
            self.at += 1;
            self.disjunction()?;
            while self.accept("if") {
                self.disjunction()?;
            }
        }
        Ok(())
    }

    /// The variables of a `for`.
    pub(super) fn targets(&mut self) -> Parsed<Node> {
        let item = |g: &mut Self| if g.is("*") { g.starred() } else { g.bitwise_or() };
        let first = item(self)?;
        self.tuple_rest(first, item)
    }

    /// Errors when something in the targets cannot be assigned to (or deleted).
    pub(super) fn check_targets(&self, node: &Node, purpose: TargetsFor) -> Parsed<()> {
        match self.invalid_target(node, purpose) {
            Some(bad) => {
                let verb = if purpose == TargetsFor::Deletion { "delete" } else { "assign to" };
                self.fail_node(format!("cannot {verb} {}", bad.what.describe()), bad)
            }
            None => Ok(()),
        }
    }

    pub(super) fn invalid_target<'n>(&self, node: &'n Node, purpose: TargetsFor) -> Option<&'n Node> {
        match node.what {
            What::Name | What::Attribute | What::Subscript => None,
            What::List | What::Tuple => node.items.iter().find_map(|n| self.invalid_target(n, purpose)),
            What::Starred if purpose == TargetsFor::Assignment => {
                node.items.first().and_then(|n| self.invalid_target(n, purpose))
            }
            _ => Some(node),
        }
    }

    fn slices(&mut self) -> Parsed<()> {
        let mut first = true;
        loop {
            let node = self.slice()?;
            if self.is("]") {
                return Ok(());
            }
            if !self.is(",") {
                self.stopped()?;
                if let (Some(node), true) = (node, first) {
                    return self.element_error(&node);
                }
                return self.invalid();
            }
            self.at += 1;
            first = false;
            if self.is("]") {
                return Ok(());
            }
        }
    }

    fn slice(&mut self) -> Parsed<Option<Node>> {
        let node = match self.word() {
            ":" => None,
            "*" => {
                let start = self.at;
                self.at += 1;
                let inner = self.after_star(Self::expression)?;
                Some(Node { items: vec![inner], ..Node::new(What::Starred, start, self.at) })
            }
            _ => Some(self.named_expression()?),
        };
        if !self.is(":") || node.as_ref().is_some_and(|n| n.what == What::Starred) {
            return Ok(node);
        }
        for _ in 0..2 {
            if self.accept(":") && !matches!(self.word(), ":" | "," | "]") {
                self.expression()?;
            }
        }
        Ok(None)
    }

    pub(super) fn arguments(&mut self, kind: Arguments) -> Parsed<()> {
        self.at += 1;
        let (mut count, mut keyword, mut unpacked) = (0, false, false);
        let mut misplaced = None;
        while !self.is(")") {
            let start = self.at;
            if self.accept("*") {
                let node = self.after_star(Self::expression)?;
                if self.is("=") {
                    return self.assigned_unpacking(start, "iterable");
                }
                if unpacked {
                    let message = "iterable argument unpacking follows keyword argument unpacking";
                    return self.fail(message, self.span(start - 1, self.at - 1));
                }
                self.argument_end(&node)?;
            } else if self.accept("**") {
                let node = self.expression()?;
                if self.is("=") {
                    return self.assigned_unpacking(start, "keyword");
                }
                unpacked = true;
                self.argument_end(&node)?;
            } else if self.is_name() && self.word_at(1) == "=" {
                self.at += 2;
                if self.is(",") || self.is(")") {
                    let span = self.span(start, start + 1);
                    return self.fail("expected argument value expression", span);
                }
                let value = self.expression()?;
                keyword = true;
                if self.is_comprehension() {
                    let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
                    let _ = value;
                    return self.fail(message, self.span(start, start + 1));
                }
                self.argument_end(&value)?;
            } else {
                let node = self.named_expression()?;
                if self.is_comprehension() && kind == Arguments::Call {
                    self.clauses()?;
                    let more = self.is(",") && self.word_at(1) != ")";
                    if count > 0 || more {
                        let span = self.span(start, self.at - 1);
                        return self.fail("Generator expression must be parenthesized", span);
                    }
                } else if self.is("=") {
                    let equals = self.at;
                    let span = self.span(node.bare.0, equals);
                    return match node.what {
                        What::True | What::False | What::None => {
                            self.fail(format!("cannot assign to {}", node.what.describe()), span)
                        }
                        _ => {
                            let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
                            self.fail(message, span)
                        }
                    };
                } else {
                    self.argument_end(&node)?;
                }
                if (keyword || unpacked) && misplaced.is_none() {
                    misplaced = Some(unpacked);
                }
            }
            count += 1;
            if !self.accept(",") {
                break;
            }
        }
        if let Some(unpacked) = misplaced {
            let after = if unpacked { " unpacking" } else { "" };
            return self.fail_at(format!("positional argument follows keyword argument{after}"), self.at);
        }
        self.expect(")")
    }

    /// `*args=value` among arguments; at the `=`.
    fn assigned_unpacking(&mut self, start: usize, kind: &str) -> Parsed<()> {
        let value = self.attempt(|g| {
            g.at += 1;
            g.expression()
        });
        match value {
            Ok(value) => {
                let span = self.span(start, value.bare.1 - 1);
                self.fail(format!("cannot assign to {kind} argument unpacking"), span)
            }
            Err(_) => self.invalid(),
        }
    }

    fn argument_end(&mut self, node: &Node) -> Parsed<()> {
        if self.is(",") || self.is(")") {
            return Ok(());
        }
        self.stopped()?;
        self.forgot_comma(node)?;
        self.invalid()
    }

    // f-strings.

    fn fstring(&mut self) -> Parsed<()> {
        let start = self.tokens[self.at];
        let prefix = self.text[start.start as usize..start.end as usize].to_ascii_lowercase();
        let what = if prefix.split(['"', '\'']).next().unwrap_or("").contains('t') { "t-string" } else { "f-string" };
        self.at += 1;
        loop {
            match self.kind() {
                Some(Kind::FMiddle) => self.at += 1,
                Some(Kind::FEnd) => {
                    self.at += 1;
                    return Ok(());
                }
                Some(Kind::Op) if self.is("{") => self.field(what)?,
                _ => return self.invalid(),
            }
        }
    }

    fn field(&mut self, what: &str) -> Parsed<()> {
        self.at += 1;
        self.stopped()?;
        let word = self.word().to_string();
        if matches!(&*word, "}" | "=" | "!" | ":") {
            return self.fail_at(format!("{what}: valid expression required before '{word}'"), self.at);
        }
        let start = self.at;
        let node = match self.attempt(Self::yield_or_expressions) {
            Ok(node) => node,
            Err((reached, e)) => {
                let _ = reached;
                if e.message == "invalid syntax" {
                    let message = format!("{what}: expecting a valid expression after '{{'");
                    return self.fail(message, self.span(start, start));
                }
                return Err(e);
            }
        };
        let debug = self.is("=");
        if debug {
            self.at += 1;
        }
        if !matches!(self.word(), "!" | ":" | "}") {
            self.stopped()?;
            if debug {
                return self.fail_at(format!("{what}: expecting '!', or ':', or '}}'"), self.at);
            }
            self.forgot_comma(&node)?;
            return self.fail_at(format!("{what}: expecting '=', or '!', or ':', or '}}'"), self.at);
        }
        if self.is("!") {
            self.conversion(what)?;
        }
        if self.accept(":") {
            loop {
                match self.kind() {
                    Some(Kind::FMiddle) => self.at += 1,
                    Some(Kind::Op) if self.is("{") => self.field(what)?,
                    _ => break,
                }
            }
            if !self.is("}") {
                self.stopped()?;
                return self.fail_at(format!("{what}: expecting '}}', or format specs"), self.at);
            }
        }
        if !self.accept("}") {
            self.stopped()?;
            return self.fail_at(format!("{what}: expecting '}}'"), self.at);
        }
        Ok(())
    }

    fn conversion(&mut self, what: &str) -> Parsed<()> {
        let mark = self.tokens[self.at];
        self.at += 1;
        if self.is("}") || self.is(":") {
            return self.fail_at(format!("{what}: missing conversion character"), self.at);
        }
        if self.kind() != Some(Kind::Name) {
            self.stopped()?;
            return self.fail_at(format!("{what}: invalid conversion character"), self.at);
        }
        let token = self.tokens[self.at];
        if token.start != mark.end {
            let span = Span::new(mark.start, token.end);
            let message = format!("{what}: conversion type must come right after the exclamation mark");
            return self.fail(message, span);
        }
        let name = self.word().to_string();
        if !matches!(&*name, "s" | "r" | "a") {
            let message = format!("{what}: invalid conversion character '{name}': expected 's', 'r', or 'a'");
            return self.fail_at(message, self.at);
        }
        self.at += 1;
        if !self.is(":") && !self.is("}") {
            self.stopped()?;
            return self.fail_at(format!("{what}: expecting ':' or '}}'"), self.at);
        }
        Ok(())
    }
}
