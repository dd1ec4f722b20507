//! The components by themselves, drawn from the examples in their folders: to look at while a theme is made, and to test.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::{Chrome, ThemeError, ThemeFiles, assembly};

/// What a theme needs to draw its examples. Only a theme that was made of files has it.
#[derive(Default)]
pub(crate) struct Gallery {
    /// Each component that has a template, with its examples as TOML.
    components: BTreeMap<String, String>,
    style: String,
    script: String,
}

/// A component with its examples.
#[derive(Clone, Debug)]
pub struct Component {
    /// Its folder's name.
    pub name: String,
    /// What it is for, as its template's first comment says.
    pub note: String,
    /// Its examples, in their order; or why they cannot be read.
    pub examples: Result<Vec<Example>, ThemeError>,
}

/// A component as it looks with some values.
#[derive(Clone, Debug)]
pub struct Example {
    /// What is special about it.
    pub name: String,
    /// The component's HTML; or what the template asks for in vain.
    pub html: Result<String, ThemeError>,
}

/// `examples.toml`: `[[example]]` with a `name`, and beside it what the template reads.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Examples {
    example: Vec<Values>,
}

#[derive(Deserialize)]
struct Values {
    name: String,
    #[serde(flatten)]
    values: BTreeMap<String, Value>,
}

impl Gallery {
    pub(crate) fn new(files: &ThemeFiles) -> Self {
        let examples = |name: &str| {
            files.text(&template(name))?;
            Some((name.to_owned(), files.text(&format!("components/{name}/examples.toml")).unwrap_or_default()))
        };
        let (style, script) = assembly::of_all_components(files);
        Self { components: files.components().filter_map(examples).collect(), style, script }
    }

    /// The rules of all components.
    pub(crate) fn style(&self) -> &str {
        &self.style
    }

    /// The scripts of all components.
    pub(crate) fn script(&self) -> &str {
        &self.script
    }

    /// Draws every example with `draw`, which is given a template and what it reads. `page.chrome` is in all of them; an
    /// example may replace parts of it.
    pub(crate) fn draw(
        &self,
        chrome: &Chrome,
        draw: impl Fn(&str, &Value) -> Result<String, ThemeError>,
        source: impl Fn(&str) -> String,
    ) -> Vec<Component> {
        let frame = serde_json::json!({ "page": { "chrome": chrome } });
        let component = |(name, examples): (&String, &String)| {
            let template = template(name);
            let example = |Values { name, values }| {
                let mut context = frame.clone();
                lay_over(&mut context, values.into_iter().collect());
                Example { name, html: draw(&template, &context) }
            };
            let examples = read(name, examples).map(|examples| examples.into_iter().map(example).collect());
            Component { name: name.clone(), note: note(&source(&template)), examples }
        };
        self.components.iter().map(component).collect()
    }
}

fn template(component: &str) -> String {
    format!("components/{component}/{component}.html")
}

fn read(component: &str, examples: &str) -> Result<Vec<Values>, ThemeError> {
    let examples: Examples = toml::from_str(examples).map_err(|error| ThemeError {
        file: format!("components/{component}/examples.toml"),
        range: error.span().unwrap_or_default(),
        message: error.message().to_owned(),
    })?;
    Ok(examples.example)
}

/// Puts values into others, table by table.
fn lay_over(under: &mut Value, over: Value) {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            for (key, value) in over {
                lay_over(under.entry(key).or_insert(Value::Null), value);
            }
        }
        (under, over) => *under = over,
    }
}

/// The text of the comment with which a template begins.
fn note(source: &str) -> String {
    let comment = source.strip_prefix("{#").and_then(|rest| Some(rest.split_once("#}")?.0)).unwrap_or_default();
    comment.split_whitespace().collect::<Vec<_>>().join(" ")
}
