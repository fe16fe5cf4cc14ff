//! Expressions.

use rustpython_ast as ast;
use rustpython_ast::Expr;
use rustpython_text_size::{Ranged, TextRange};

use super::{Context, Field, Fields, Rebuild, Result, is_none};
use crate::lower::export::Node;
use crate::value::Value;

/// Of nodes that have no number yet.
#[expect(clippy::declare_interior_mutable_const, reason = "every use makes another one, as the parser's own constant")]
const INDEX: ast::AtomicNodeIndex = ast::AtomicNodeIndex::NONE;

impl Rebuild<'_> {
    pub(super) fn expr(&mut self, field: Field, context: Context) -> Result<Expr> {
        let Field::Node(node) = field else { return Err("None disallowed in expression list".to_owned()) };
        // A chain of operators is as deep as it is long: its left ends are taken off first and put back in order.
        let mut node = *node;
        let mut above = Vec::new();
        while node.class == "BinOp" && context == Context::Load {
            let Some((_, left)) = node.fields.iter_mut().find(|(name, _)| *name == "left") else { break };
            let Field::Node(left) = std::mem::replace(left, Field::Value(Value::None)) else { break };
            above.push(std::mem::replace(&mut node, *left));
        }
        let mut made = self.plain(node, context)?;
        while let Some(node) = above.pop() {
            let range = self.range(node.place);
            let mut fields = Fields(node.fields);
            let right = Box::new(self.expr(fields.take("right"), Context::Load)?);
            let op = operator(fields.class("op"));
            made = Expr::BinOp(ast::ExprBinOp { node_index: INDEX, range, left: Box::new(made), op, right });
        }
        Ok(made)
    }

    pub(super) fn boxed(&mut self, field: Field) -> Result<Box<Expr>> {
        self.expr(field, Context::Load).map(Box::new)
    }

    pub(super) fn optional(&mut self, field: Field) -> Result<Option<Box<Expr>>> {
        if is_none(&field) { Ok(None) } else { self.boxed(field).map(Some) }
    }

    pub(super) fn exprs(&mut self, items: Vec<Field>, context: Context) -> Result<Vec<Expr>> {
        items.into_iter().map(|e| self.expr(e, context)).collect()
    }

    fn loads(&mut self, fields: &mut Fields, name: &str) -> Result<Vec<Expr>> {
        let items = fields.list(name);
        self.exprs(items, Context::Load)
    }

    fn plain(&mut self, node: Node, context: Context) -> Result<Expr> {
        let range = self.range(node.place);
        let class = node.class;
        let mut fields = Fields(node.fields);
        let f = &mut fields;
        if matches!(class, "Attribute" | "Subscript" | "Starred" | "Name" | "List" | "Tuple") {
            let actual = f.class("ctx");
            if actual != context.name() && !actual.is_empty() {
                let wanted = context.name();
                return Err(format!("expression must have {wanted} context but has {actual} instead"));
            }
        } else if context != Context::Load {
            return Err(format!("expression which can't be assigned to in {} context", context.name()));
        }
        let (node_index, ctx) = (INDEX, context.parsed());
        Ok(match class {
            "Name" => Expr::Name(ast::ExprName {
                node_index,
                range,
                id: ast::name::Name::new(checked_name(f.text("id"))?),
                ctx,
            }),
            "Attribute" => {
                let value = self.boxed(f.take("value"))?;
                let attr = self.name(f.text("attr"), TextRange::new(range.end(), range.end()));
                Expr::Attribute(ast::ExprAttribute { node_index, range, value, attr, ctx })
            }
            "Subscript" => {
                let value = self.boxed(f.take("value"))?;
                let slice = self.boxed(f.take("slice"))?;
                Expr::Subscript(ast::ExprSubscript { node_index, range, value, slice, ctx })
            }
            "Starred" => {
                let value = Box::new(self.expr(f.take("value"), context)?);
                Expr::Starred(ast::ExprStarred { node_index, range, value, ctx })
            }
            "List" => {
                let elts = self.exprs(f.list("elts"), context)?;
                Expr::List(ast::ExprList { node_index, range, elts, ctx })
            }
            "Tuple" => {
                let elts = self.exprs(f.list("elts"), context)?;
                Expr::Tuple(ast::ExprTuple { node_index, range, elts, ctx, parenthesized: true })
            }
            "Constant" => self.constant(f.take("value"), range),
            "JoinedStr" | "FormattedValue" | "TemplateStr" | "Interpolation" => {
                return self.interpolated(class, fields, range);
            }
            "ListComp" | "SetComp" | "GeneratorExp" | "DictComp" => return self.comprehension(class, fields, range),
            _ => return self.operation(class, fields, range),
        })
    }

    fn operation(&mut self, class: &str, mut fields: Fields, range: TextRange) -> Result<Expr> {
        let f = &mut fields;
        let node_index = INDEX;
        Ok(match class {
            "BoolOp" => {
                let values = self.loads(f, "values")?;
                if values.len() < 2 {
                    return Err("BoolOp with less than 2 values".to_owned());
                }
                let op = if f.class("op") == "And" { ast::BoolOp::And } else { ast::BoolOp::Or };
                Expr::BoolOp(ast::ExprBoolOp { node_index, range, op, values })
            }
            "UnaryOp" => {
                let operand = self.boxed(f.take("operand"))?;
                let op = match f.class("op") {
                    "Invert" => ast::UnaryOp::Invert,
                    "Not" => ast::UnaryOp::Not,
                    "UAdd" => ast::UnaryOp::UAdd,
                    _ => ast::UnaryOp::USub,
                };
                Expr::UnaryOp(ast::ExprUnaryOp { node_index, range, op, operand })
            }
            "Compare" => {
                let left = self.boxed(f.take("left"))?;
                let comparators = self.loads(f, "comparators")?.into_boxed_slice();
                let class =
                    |op: &Field| if let Field::Node(node) = op { comparison(node.class) } else { ast::CmpOp::Eq };
                let ops: Box<[ast::CmpOp]> = f.list("ops").iter().map(class).collect();
                if comparators.is_empty() {
                    return Err("Compare with no comparators".to_owned());
                }
                if comparators.len() != ops.len() {
                    return Err("Compare has a different number of comparators and operands".to_owned());
                }
                Expr::Compare(ast::ExprCompare { node_index, range, left, ops, comparators })
            }
            "Call" => {
                let func = self.boxed(f.take("func"))?;
                let (args, keywords) = (f.list("args"), f.list("keywords"));
                let arguments =
                    self.arguments(args, keywords, TextRange::new(func.end().min(range.end()), range.end()))?;
                Expr::Call(ast::ExprCall { node_index, range, func, arguments })
            }
            "IfExp" => {
                let test = self.boxed(f.take("test"))?;
                let body = self.boxed(f.take("body"))?;
                let orelse = self.boxed(f.take("orelse"))?;
                Expr::If(ast::ExprIf { node_index, range, test, body, orelse })
            }
            "NamedExpr" => {
                let target = Box::new(self.expr(f.take("target"), Context::Store)?);
                if !matches!(*target, Expr::Name(_)) {
                    return Err("NamedExpr target must be a Name".to_owned());
                }
                let value = self.boxed(f.take("value"))?;
                Expr::Named(ast::ExprNamed { node_index, range, target, value })
            }
            "Set" => Expr::Set(ast::ExprSet { node_index, range, elts: self.loads(f, "elts")? }),
            "Dict" => {
                let (keys, values) = (f.list("keys"), self.loads(f, "values")?);
                if keys.len() != values.len() {
                    return Err("Dict doesn't have the same number of keys as values".to_owned());
                }
                let mut items = Vec::with_capacity(keys.len());
                for (key, value) in keys.into_iter().zip(values) {
                    items.push(ast::DictItem { key: self.optional(key)?.map(|k| *k), value });
                }
                Expr::Dict(ast::ExprDict { node_index, range, items })
            }
            "Lambda" => {
                let parameters = Some(Box::new(self.parameters(f.take("args"), range)?));
                let body = self.boxed(f.take("body"))?;
                Expr::Lambda(ast::ExprLambda { node_index, range, parameters, body })
            }
            "Await" => Expr::Await(ast::ExprAwait { node_index, range, value: self.boxed(f.take("value"))? }),
            "Yield" => Expr::Yield(ast::ExprYield { node_index, range, value: self.optional(f.take("value"))? }),
            "YieldFrom" => {
                Expr::YieldFrom(ast::ExprYieldFrom { node_index, range, value: self.boxed(f.take("value"))? })
            }
            "Slice" => {
                let lower = self.optional(f.take("lower"))?;
                let upper = self.optional(f.take("upper"))?;
                let step = self.optional(f.take("step"))?;
                Expr::Slice(ast::ExprSlice { node_index, range, lower, upper, step })
            }
            other => return Err(format!("unexpected expression {other}")),
        })
    }

    fn comprehension(&mut self, class: &str, mut fields: Fields, range: TextRange) -> Result<Expr> {
        let node_index = INDEX;
        let mut generators = Vec::new();
        for field in fields.list("generators") {
            let Field::Node(node) = field else { continue };
            let mut f = Fields(node.fields);
            let target = self.expr(f.take("target"), Context::Store)?;
            let iter = self.expr(f.take("iter"), Context::Load)?;
            let ifs = self.loads(&mut f, "ifs")?;
            let range = TextRange::new(target.start(), iter.end().max(target.start()));
            let is_async = f.number("is_async") != 0;
            generators.push(ast::Comprehension { range, node_index: INDEX, target, iter, ifs, is_async });
        }
        if generators.is_empty() {
            return Err("comprehension with no generators".to_owned());
        }
        if class == "DictComp" {
            let (key, value) = (self.boxed(fields.take("key"))?, self.boxed(fields.take("value"))?);
            return Ok(Expr::DictComp(ast::ExprDictComp { node_index, range, key, value, generators }));
        }
        let elt = self.boxed(fields.take("elt"))?;
        Ok(match class {
            "ListComp" => Expr::ListComp(ast::ExprListComp { node_index, range, elt, generators }),
            "SetComp" => Expr::SetComp(ast::ExprSetComp { node_index, range, elt, generators }),
            _ => Expr::Generator(ast::ExprGenerator { node_index, range, elt, generators, parenthesized: true }),
        })
    }

    pub(super) fn constant(&mut self, field: Field, range: TextRange) -> Expr {
        let Field::Value(value) = field else { return none(range) };
        let node_index = INDEX;
        let number = |value| Expr::NumberLiteral(ast::ExprNumberLiteral { node_index: INDEX, range, value });
        match &value {
            Value::None => none(range),
            Value::Bool(b) => Expr::BooleanLiteral(ast::ExprBooleanLiteral { node_index, range, value: *b }),
            Value::Ellipsis => Expr::EllipsisLiteral(ast::ExprEllipsisLiteral { node_index, range }),
            Value::Int(n) if *n >= 0 => number(ast::Number::Int(ast::Int::from(n.unsigned_abs()))),
            Value::Float(f) if f.is_finite() && f.is_sign_positive() => number(ast::Number::Float(*f)),
            Value::Str(s) => {
                let flags = ast::StringLiteralFlags::empty();
                let literal = ast::StringLiteral { range, node_index: INDEX, value: s.as_str().into(), flags };
                Expr::StringLiteral(ast::ExprStringLiteral {
                    node_index,
                    range,
                    value: ast::StringLiteralValue::single(literal),
                })
            }
            Value::Bytes(b) => {
                let flags = ast::BytesLiteralFlags::empty();
                let literal = ast::BytesLiteral { range, node_index: INDEX, value: b.as_slice().into(), flags };
                Expr::BytesLiteral(ast::ExprBytesLiteral {
                    node_index,
                    range,
                    value: ast::BytesLiteralValue::single(literal),
                })
            }
            // No literal denotes it: the parser's node for what Python has not stands for it.
            _ => {
                let index = self.constants.len().to_string();
                self.constants.push(value);
                let kind = ast::IpyEscapeKind::Shell;
                Expr::IpyEscapeCommand(ast::ExprIpyEscapeCommand { node_index, range, kind, value: index.into() })
            }
        }
    }

    /// f-strings and t-strings.
    fn interpolated(&mut self, class: &str, mut fields: Fields, range: TextRange) -> Result<Expr> {
        let node_index = INDEX;
        let elements = match class {
            "JoinedStr" | "TemplateStr" => self.elements(fields.list("values"))?,
            _ => vec![self.field(class, fields, range)?],
        };
        Ok(if matches!(class, "TemplateStr" | "Interpolation") {
            let flags = ast::TStringFlags::empty();
            let string = ast::TString { range, node_index: INDEX, elements: elements.into(), flags };
            Expr::TString(ast::ExprTString { node_index, range, value: ast::TStringValue::single(string) })
        } else {
            let flags = ast::FStringFlags::empty();
            let string = ast::FString { range, node_index: INDEX, elements: elements.into(), flags };
            Expr::FString(ast::ExprFString { node_index, range, value: ast::FStringValue::single(string) })
        })
    }

    fn elements(&mut self, values: Vec<Field>) -> Result<Vec<ast::InterpolatedStringElement>> {
        let mut out = Vec::with_capacity(values.len());
        for value in values {
            let Field::Node(node) = value else { return Err("None disallowed in expression list".to_owned()) };
            let range = self.range(node.place);
            let mut fields = Fields(node.fields);
            match node.class {
                "Constant" => match fields.take("value") {
                    Field::Value(v) if v.as_str().is_some() => {
                        let value = v.as_str().map_or_else(Box::default, |s| s.as_str().into());
                        let literal = ast::InterpolatedStringLiteralElement { range, node_index: INDEX, value };
                        out.push(ast::InterpolatedStringElement::Literal(literal));
                    }
                    other => {
                        // Any other constant is formatted.
                        let expression = Box::new(self.constant(other, range));
                        out.push(element(expression, None, ast::ConversionFlag::None, None, range));
                    }
                },
                "JoinedStr" => out.extend(self.elements(fields.list("values"))?),
                "FormattedValue" | "Interpolation" => out.push(self.field(node.class, fields, range)?),
                class => {
                    let node = Node { class, fields: fields.0, place: node.place };
                    let expression = Box::new(self.plain(node, Context::Load)?);
                    out.push(element(expression, None, ast::ConversionFlag::None, None, range));
                }
            }
        }
        Ok(out)
    }

    fn field(&mut self, class: &str, mut fields: Fields, range: TextRange) -> Result<ast::InterpolatedStringElement> {
        let expression = self.boxed(fields.take("value"))?;
        let conversion = match u32::try_from(fields.number("conversion")).ok().and_then(char::from_u32) {
            Some('s') => ast::ConversionFlag::Str,
            Some('r') => ast::ConversionFlag::Repr,
            Some('a') => ast::ConversionFlag::Ascii,
            _ => ast::ConversionFlag::None,
        };
        let spec = match fields.take("format_spec") {
            Field::Node(node) => {
                let range = self.range(node.place);
                let elements = match node.class {
                    "JoinedStr" => self.elements(Fields(node.fields).list("values"))?,
                    _ => self.elements(vec![Field::Node(node)])?,
                };
                let spec = ast::InterpolatedStringFormatSpec { range, node_index: INDEX, elements: elements.into() };
                Some(Box::new(spec))
            }
            _ => None,
        };
        // The text of an interpolation, which is not in the source, comes where `x=` would keep its own.
        let text = (class == "Interpolation").then(|| ast::DebugText {
            leading: super::super::fstring::TEXT_ONLY.to_owned(),
            trailing: fields.text("str"),
        });
        Ok(element(expression, text, conversion, spec, range))
    }
}

fn element(
    expression: Box<Expr>,
    debug_text: Option<ast::DebugText>,
    conversion: ast::ConversionFlag,
    format_spec: Option<Box<ast::InterpolatedStringFormatSpec>>,
    range: TextRange,
) -> ast::InterpolatedStringElement {
    let node_index = INDEX;
    let field = ast::InterpolatedElement { range, node_index, expression, debug_text, conversion, format_spec };
    ast::InterpolatedStringElement::Interpolation(field)
}

fn none(range: TextRange) -> Expr {
    Expr::NoneLiteral(ast::ExprNoneLiteral { node_index: INDEX, range })
}

/// Refuses the names that are constants.
pub(super) fn checked_name(name: String) -> Result<String> {
    match name.as_str() {
        "None" | "True" | "False" => Err(format!("identifier field can't represent '{name}' constant")),
        _ => Ok(name),
    }
}

pub(super) fn operator(class: &str) -> ast::Operator {
    match class {
        "Add" => ast::Operator::Add,
        "Sub" => ast::Operator::Sub,
        "Mult" => ast::Operator::Mult,
        "MatMult" => ast::Operator::MatMult,
        "Div" => ast::Operator::Div,
        "Mod" => ast::Operator::Mod,
        "Pow" => ast::Operator::Pow,
        "LShift" => ast::Operator::LShift,
        "RShift" => ast::Operator::RShift,
        "BitOr" => ast::Operator::BitOr,
        "BitXor" => ast::Operator::BitXor,
        "BitAnd" => ast::Operator::BitAnd,
        _ => ast::Operator::FloorDiv,
    }
}

fn comparison(class: &str) -> ast::CmpOp {
    match class {
        "NotEq" => ast::CmpOp::NotEq,
        "Lt" => ast::CmpOp::Lt,
        "LtE" => ast::CmpOp::LtE,
        "Gt" => ast::CmpOp::Gt,
        "GtE" => ast::CmpOp::GtE,
        "Is" => ast::CmpOp::Is,
        "IsNot" => ast::CmpOp::IsNot,
        "In" => ast::CmpOp::In,
        "NotIn" => ast::CmpOp::NotIn,
        _ => ast::CmpOp::Eq,
    }
}
