//! The recogniser's `match` statement.

use super::grammar::{Grammar, Parsed};
use super::scan::Kind;

impl Grammar<'_> {
    /// `match` as a keyword: a subject and a colon follow, and then a block (or it was meant so).
    ///
    /// # Errors
    /// How far reading it so led.
    pub(super) fn match_ahead(&mut self) -> Result<(), usize> {
        let start = self.at;
        let ahead = self.attempt(|g| {
            g.at += 1;
            g.star_expressions()?;
            let colon = g.accept(":");
            if !g.is_newline() {
                return g.invalid();
            }
            g.at += 1;
            if g.kind() == Some(Kind::Indent) {
                g.at += 1;
                return if g.is("case") { Ok(()) } else { g.invalid() };
            }
            if colon { Ok(()) } else { g.invalid() }
        });
        self.at = start;
        ahead.map_err(|(reached, _)| reached)
    }

    pub(super) fn match_stmt(&mut self) -> Parsed<()> {
        let start = self.at;
        self.at += 1;
        self.star_expressions()?;
        self.colon()?;
        if !self.is_newline() {
            return self.invalid();
        }
        if self.tokens.get(self.at + 1).map(|t| t.kind) != Some(Kind::Indent) {
            return self.block("'match' statement", start);
        }
        self.at += 2;
        while self.kind() != Some(Kind::Dedent) {
            self.stopped()?;
            if self.kind() == Some(Kind::End) {
                return Ok(());
            }
            self.case()?;
        }
        self.at += 1;
        Ok(())
    }

    fn case(&mut self) -> Parsed<()> {
        let start = self.at;
        self.expect("case")?;
        self.patterns()?;
        if self.accept("if") {
            self.named_expression()?;
        }
        self.colon()?;
        self.block("'case' statement", start)
    }

    fn patterns(&mut self) -> Parsed<()> {
        self.star_pattern()?;
        while self.accept(",") {
            if self.is(":") || self.is("if") {
                break;
            }
            self.star_pattern()?;
        }
        Ok(())
    }

    fn star_pattern(&mut self) -> Parsed<()> {
        if self.accept("*") {
            return self.name().map(|_| ());
        }
        self.as_pattern()
    }

    fn as_pattern(&mut self) -> Parsed<()> {
        self.closed_pattern()?;
        while self.accept("|") {
            self.closed_pattern()?;
        }
        if self.accept("as") {
            if self.is("_") {
                return self.fail_at("cannot use '_' as a target", self.at);
            }
            let simple = self.is_name() && !matches!(self.word_at(1), "." | "(");
            if self.is_name() && self.word_at(1) == "." {
                self.at += 1;
                return self.invalid();
            }
            if !simple && self.starts_expression() {
                let node = self.expression()?;
                return self.fail_node("invalid pattern target", &node);
            }
            self.name()?;
        }
        Ok(())
    }

    fn closed_pattern(&mut self) -> Parsed<()> {
        match (self.kind(), self.word()) {
            (Some(Kind::Number), _) | (_, "-") => self.number_pattern(),
            (Some(Kind::String), _) => {
                while self.kind() == Some(Kind::String) {
                    self.at += 1;
                }
                Ok(())
            }
            (Some(Kind::FStart), _) => {
                let node = self.primary()?;
                self.fail_node("patterns may only match literals and attribute lookups", &node)
            }
            (_, "None" | "True" | "False") => {
                self.at += 1;
                Ok(())
            }
            (_, "(") => self.sequence(")"),
            (_, "[") => self.sequence("]"),
            (_, "{") => self.mapping(),
            _ => {
                self.name()?;
                while self.accept(".") {
                    self.name()?;
                }
                if self.is("(") { self.class_pattern() } else { Ok(()) }
            }
        }
    }

    fn number_pattern(&mut self) -> Parsed<()> {
        self.accept("-");
        if self.kind() != Some(Kind::Number) {
            return self.invalid();
        }
        let is_imaginary = |g: &Self| g.token().is_some_and(|t| g.text[..t.end as usize].ends_with(['j', 'J']));
        let real = !is_imaginary(self);
        let first = self.at;
        self.at += 1;
        if self.is("+") || self.is("-") {
            if !real {
                return self.fail_at("real number required in complex literal", first);
            }
            self.at += 1;
            if self.kind() != Some(Kind::Number) {
                return self.invalid();
            }
            if !is_imaginary(self) {
                return self.fail_at("imaginary number required in complex literal", self.at);
            }
            self.at += 1;
        }
        Ok(())
    }

    fn sequence(&mut self, close: &str) -> Parsed<()> {
        self.at += 1;
        // `(*x)` is no sequence.
        let mut single = close == ")" && self.is("*");
        while !self.is(close) {
            self.star_pattern()?;
            if single && self.is(close) {
                return self.invalid();
            }
            single = false;
            if !self.accept(",") {
                break;
            }
        }
        self.expect(close)
    }

    fn mapping(&mut self) -> Parsed<()> {
        let start = self.at;
        let mut interpolated = false;
        self.at += 1;
        while !self.is("}") {
            if self.accept("**") {
                self.name()?;
                self.accept(",");
                break;
            }
            if self.kind() == Some(Kind::FStart) {
                self.primary()?;
                interpolated = true;
            } else {
                self.closed_pattern()?;
            }
            self.expect(":")?;
            self.as_pattern()?;
            if !self.accept(",") {
                break;
            }
        }
        self.expect("}")?;
        if interpolated {
            let message = "mapping pattern keys may only match literals and attribute lookups";
            return self.fail(message, self.span(start, self.at - 1));
        }
        Ok(())
    }

    fn class_pattern(&mut self) -> Parsed<()> {
        self.at += 1;
        let mut keyword = false;
        while !self.is(")") {
            let start = self.at;
            if self.is_name() && self.word_at(1) == "=" {
                keyword = true;
                self.at += 2;
                self.as_pattern()?;
            } else {
                self.as_pattern()?;
                if keyword {
                    let span = self.span(start, self.at - 1);
                    return self.fail("positional patterns follow keyword patterns", span);
                }
            }
            if !self.accept(",") {
                break;
            }
        }
        self.expect(")")
    }
}
