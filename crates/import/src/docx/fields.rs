//! Fields: what Word works out while it shows a document, as the words that it showed last.

use super::seen::chosen;
use super::xml::Node;

/// The fields that are open, outermost first.
#[derive(Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// Not every field that begins ends: so none of the marks is to be believed.
    is_unsound: bool,
}

struct Field {
    instruction: String,
    /// What Word showed has begun.
    is_shown: bool,
}

/// A longer instruction leads nowhere.
const MAX_INSTRUCTION: usize = 4000;

/// Fields do not lie deeper in each other.
const MAX_OPEN: usize = 50;

impl Fields {
    /// No field is open yet in a part.
    pub(super) fn of(root: &Node) -> Self {
        Self { open: Vec::new(), is_unsound: balance(root, 0) != Some(0) }
    }

    /// A mark of a field: its beginning, the end of its instruction, or its end.
    pub(super) fn mark(&mut self, kind: &str) {
        match kind {
            _ if self.is_unsound => {}
            "begin" => self.begin(""),
            "separate" => self.show(),
            "end" => self.end(),
            _ => {}
        }
    }

    /// A field begins with an instruction.
    pub(super) fn begin(&mut self, instruction: &str) {
        self.open.push(Field { instruction: String::new(), is_shown: false });
        self.instruct(instruction);
    }

    /// More of the instruction of the innermost field.
    pub(super) fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| field.instruction.len() + text.len() < MAX_INSTRUCTION)
        {
            field.instruction.push_str(text);
        }
    }

    /// The instruction is over.
    pub(super) fn show(&mut self) {
        if let Some(field) = self.open.last_mut() {
            field.is_shown = true;
        }
    }

    /// The innermost field ends.
    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// Whether words that stand here are part of an instruction, which nobody sees.
    pub(super) fn is_instruction(&self) -> bool {
        self.open.iter().any(|field| !field.is_shown)
    }

    /// Whether words that stand here are a table of contents.
    pub(super) fn is_contents(&self) -> bool {
        self.open.iter().any(|field| field.words().next().is_some_and(|word| word.eq_ignore_ascii_case("TOC")))
    }

    /// Where the words that stand here lead.
    pub(super) fn address(&self) -> Option<String> {
        self.open.iter().rev().find_map(Field::address)
    }
}

impl Field {
    fn words(&self) -> impl Iterator<Item = &str> {
        self.instruction.split_whitespace()
    }

    /// `HYPERLINK "https://…" \o "…"`; with `\l` first it leads to a place in the document.
    fn address(&self) -> Option<String> {
        let mut words = self.words();
        let is_link = words.next()?.eq_ignore_ascii_case("HYPERLINK");
        let address = words.next().filter(|word| is_link && !word.starts_with('\\'))?;
        Some(address.trim_matches(['"', '“', '”']).to_owned())
    }
}

/// How many fields are open after an element, if none ends that did not begin.
fn balance(node: &Node, before: usize) -> Option<usize> {
    let own = match (node.name.as_str(), node.attribute("w:fldCharType")) {
        ("w:fldChar", Some("begin")) => before + 1,
        ("w:fldChar", Some("end")) => before.checked_sub(1)?,
        _ => before,
    };
    chosen(node).iter().try_fold(Some(own).filter(|open| *open <= MAX_OPEN)?, |open, child| balance(child, open))
}
