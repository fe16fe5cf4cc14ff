//! From the parts of a value to lines of text that fit the terminal.
//!
//! What fits one line is written on one line, which is then exactly its `repr`. Else a container gets a line for each
//! item; small items without keys share lines.

use unicode_width::UnicodeWidthStr;

use super::paint::{Piece, Role, paint};

/// A value, taken apart.
#[derive(Clone, Debug)]
pub enum Node {
    Leaf { pieces: Vec<Piece>, width: Option<usize> },
    Group(Box<Group>),
}

/// A container.
#[derive(Clone, Debug)]
pub struct Group {
    /// `[`, `Point(`, `defaultdict(<class 'list'>, {`.
    pub open: Vec<Piece>,
    pub items: Vec<Item>,
    /// How many items were left out.
    pub more: usize,
    pub close: Vec<Piece>,
    /// Columns on one line; `None` for what has line ends inside.
    pub width: Option<usize>,
}

/// An item of a container: in dicts with its key, of objects with the field's name.
#[derive(Clone, Debug)]
pub struct Item {
    pub key: Option<(Node, &'static str)>,
    pub value: Node,
    /// `(1,)`: the comma of a tuple's only item.
    pub comma: bool,
}

fn text_width(text: &str) -> Option<usize> {
    if text.contains('\n') { None } else { Some(text.width()) }
}

fn pieces_width(pieces: &[Piece]) -> Option<usize> {
    pieces.iter().map(|p| text_width(&p.text)).sum()
}

/// What stands where items were left out.
fn more_text(more: usize) -> String {
    format!("… +{} more", grouped(more))
}

/// A number with commas.
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, d) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(d);
    }
    out
}

impl Node {
    /// A part that is not taken apart further.
    pub fn leaf(pieces: Vec<Piece>) -> Node {
        let width = pieces_width(&pieces);
        Node::Leaf { pieces, width }
    }

    /// A part of one role.
    pub fn text(role: Role, text: impl Into<String>) -> Node {
        Node::leaf(vec![Piece::new(role, text)])
    }

    /// A container.
    pub fn group(open: Vec<Piece>, items: Vec<Item>, more: usize, close: &str) -> Node {
        let close = vec![Piece::new(Role::Plain, close)];
        let mut group = Group { open, items, more, close, width: None };
        group.width = group.flat_width();
        Node::Group(Box::new(group))
    }

    fn width(&self) -> Option<usize> {
        match self {
            Node::Leaf { width, .. } => *width,
            Node::Group(group) => group.width,
        }
    }
}

impl Item {
    /// An item without a key.
    pub fn plain(value: Node) -> Item {
        Item { key: None, value, comma: false }
    }

    /// `name=value`.
    pub fn field(name: &str, value: Node) -> Item {
        Item { key: Some((Node::text(Role::Name, name), "=")), value, comma: false }
    }

    /// `key: value`.
    pub fn entry(key: Node, value: Node) -> Item {
        Item { key: Some((key, ": ")), value, comma: false }
    }

    fn width(&self) -> Option<usize> {
        let key = match &self.key {
            Some((key, separator)) => key.width()? + separator.len(),
            None => 0,
        };
        Some(key + self.value.width()? + usize::from(self.comma))
    }
}

impl Group {
    fn flat_width(&self) -> Option<usize> {
        let mut width = pieces_width(&self.open)? + pieces_width(&self.close)?;
        for item in &self.items {
            width += item.width()? + 2;
        }
        if self.more > 0 {
            width += more_text(self.more).width() + 2;
        }
        Some(width - if self.items.is_empty() && self.more == 0 { 0 } else { 2 })
    }

    /// True when the items are so small that a line for each would waste the screen.
    fn is_dense(&self) -> bool {
        const FEW: usize = 6;
        const SMALL: usize = 24;
        let small = |i: &Item| matches!(i.value, Node::Leaf { width: Some(w), .. } if w <= SMALL);
        self.items.len() > FEW && self.items.iter().all(|i| i.key.is_none() && small(i))
    }
}

/// Writes nodes into a text.
pub struct Layout {
    pub colours: bool,
    /// Columns of the terminal.
    pub width: usize,
    out: String,
}

const INDENT: usize = 4;

impl Layout {
    /// For a terminal of this width.
    pub fn new(colours: bool, width: usize) -> Layout {
        Layout { colours, width, out: String::new() }
    }

    /// The text of a node.
    pub fn write(mut self, node: &Node) -> String {
        self.node(node, 0, 0, 0);
        self.out
    }

    fn pieces(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            paint(&mut self.out, piece.role, &piece.text, self.colours);
        }
    }

    /// Writes a node that begins in `column` of a line indented by `indent`; `after` columns follow it on its last line.
    fn node(&mut self, node: &Node, indent: usize, column: usize, after: usize) {
        let fits = node.width().is_some_and(|w| column + w + after <= self.width);
        match node {
            Node::Leaf { pieces, width: Some(_) } => self.pieces(pieces),
            Node::Leaf { pieces, width: None } => self.lines(pieces, column),
            Node::Group(group) if fits || self.is_far(indent) => self.flat(group),
            Node::Group(group) => self.broken(group, indent),
        }
    }

    /// True when there is too little room left for lines of their own.
    fn is_far(&self, indent: usize) -> bool {
        indent * 2 > self.width
    }

    /// A text of several lines: they all begin in the same column.
    fn lines(&mut self, pieces: &[Piece], column: usize) {
        let margin = format!("\n{}", " ".repeat(column));
        for piece in pieces {
            for (i, line) in piece.text.split('\n').enumerate() {
                if i > 0 {
                    self.out.push_str(&margin);
                }
                paint(&mut self.out, piece.role, line, self.colours);
            }
        }
    }

    fn flat(&mut self, group: &Group) {
        self.pieces(&group.open);
        for (i, item) in group.items.iter().enumerate() {
            if i > 0 {
                self.out.push_str(", ");
            }
            self.flat_item(item);
        }
        if group.more > 0 {
            if !group.items.is_empty() {
                self.out.push_str(", ");
            }
            self.note(group.more);
        }
        self.pieces(&group.close);
    }

    fn flat_node(&mut self, node: &Node) {
        match node {
            Node::Leaf { pieces, .. } => self.pieces(pieces),
            Node::Group(group) => self.flat(group),
        }
    }

    fn flat_item(&mut self, item: &Item) {
        if let Some((key, separator)) = &item.key {
            self.flat_node(key);
            self.out.push_str(separator);
        }
        self.flat_node(&item.value);
        if item.comma {
            self.out.push(',');
        }
    }

    fn note(&mut self, more: usize) {
        paint(&mut self.out, Role::Note, &more_text(more), self.colours);
    }

    fn new_line(&mut self, indent: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    fn broken(&mut self, group: &Group, indent: usize) {
        self.pieces(&group.open);
        let inner = indent + INDENT;
        if group.is_dense() {
            self.dense(group, inner);
        } else {
            let last = group.items.len().saturating_sub(1);
            for (i, item) in group.items.iter().enumerate() {
                self.new_line(inner);
                let comma = i < last || group.more > 0;
                self.item(item, inner, usize::from(comma));
                if comma {
                    self.out.push(',');
                }
            }
        }
        if group.more > 0 {
            self.new_line(inner);
            self.note(group.more);
        }
        self.new_line(indent);
        self.pieces(&group.close);
    }

    /// Writes an item on a line of its own; `after` columns follow it.
    fn item(&mut self, item: &Item, indent: usize, after: usize) {
        let mut column = indent;
        if let Some((key, separator)) = &item.key {
            self.node(key, indent, indent, 1);
            self.out.push_str(separator);
            column += key.width().unwrap_or(0) + separator.len();
        }
        self.node(&item.value, indent, column, after + usize::from(item.comma));
        if item.comma {
            self.out.push(',');
        }
    }

    /// As many items on a line as there is room for.
    fn dense(&mut self, group: &Group, indent: usize) {
        let mut column = usize::MAX;
        let last = group.items.len() - 1;
        for (i, item) in group.items.iter().enumerate() {
            let width = item.width().unwrap_or(0);
            let comma = i < last || group.more > 0;
            if column == usize::MAX || column + 1 + width + usize::from(comma) > self.width {
                self.new_line(indent);
                column = indent;
            } else {
                self.out.push(' ');
                column += 1;
            }
            self.flat_item(item);
            column += width + usize::from(comma);
            if comma {
                self.out.push(',');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(n: usize) -> Node {
        Node::text(Role::Number, n.to_string())
    }

    fn list(items: Vec<Node>, more: usize) -> Node {
        let open = vec![Piece::new(Role::Plain, "[")];
        Node::group(open, items.into_iter().map(Item::plain).collect(), more, "]")
    }

    fn object(name: &str, fields: Vec<(&str, Node)>) -> Node {
        let open = vec![Piece::new(Role::Plain, format!("{name}("))];
        Node::group(open, fields.into_iter().map(|(n, v)| Item::field(n, v)).collect(), 0, ")")
    }

    fn plain(node: &Node, width: usize) -> String {
        Layout::new(false, width).write(node)
    }

    #[test]
    fn one_line_up_to_the_last_column() {
        let node = list(vec![number(1), number(22), list(Vec::new(), 0)], 0);
        assert_eq!(plain(&node, 11), "[1, 22, []]");
        assert_eq!(plain(&node, 10), "[\n    1,\n    22,\n    []\n]");
    }

    #[test]
    fn small_items_share_lines() {
        let node = list((0..12).map(number).collect(), 0);
        assert_eq!(plain(&node, 20), "[\n    0, 1, 2, 3, 4,\n    5, 6, 7, 8, 9,\n    10, 11\n]");
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let node = list((0..8).map(number).collect(), 999_992);
        assert_eq!(plain(&node, 30), "[\n    0, 1, 2, 3, 4, 5, 6, 7,\n    … +999,992 more\n]");
    }

    #[test]
    fn fields_have_lines_of_their_own() {
        let inner = object("Inner", vec![("first", number(1)), ("second", number(2))]);
        let node = object("Outer", vec![("inner", inner.clone()), ("n", number(3))]);
        assert_eq!(
            plain(&node, 24),
            "Outer(\n    inner=Inner(\n        first=1,\n        second=2\n    ),\n    n=3\n)"
        );
        assert_eq!(plain(&node, 80), "Outer(inner=Inner(first=1, second=2), n=3)");
    }

    #[test]
    fn a_text_of_several_lines_keeps_its_shape() {
        let table = Node::text(Role::Plain, "a b\n1 2");
        assert_eq!(plain(&table, 80), "a b\n1 2");
        let node = object("T", vec![("t", table)]);
        assert_eq!(plain(&node, 80), "T(\n    t=a b\n      1 2\n)");
    }

    #[test]
    fn wide_characters_count_twice() {
        let node = list(vec![Node::text(Role::Text, "'漢字'")], 0);
        assert_eq!(plain(&node, 8), "['漢字']");
        assert!(plain(&node, 7).contains('\n'));
    }

    #[test]
    fn what_is_deep_inside_is_not_broken() {
        let mut node = number(7);
        for _ in 0..60 {
            node = list(vec![node], 0);
        }
        let lines = plain(&node, 40);
        assert!(lines.lines().count() < 20, "{lines}");
        let joined: String = lines.split_whitespace().collect();
        assert_eq!(joined, format!("{}7{}", "[".repeat(60), "]".repeat(60)));
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([grouped(0), grouped(999), grouped(1000), grouped(1_234_567)], ["0", "999", "1,000", "1,234,567"]);
    }
}
