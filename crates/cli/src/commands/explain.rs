//! `candor explain`: what a diagnostic guards against, how to mend it, and how to except a place from it.

use candor_site::{Code, Severity};

use crate::{Error, Verdict, arguments, terminal};

/// Prints the page of a code, or one line for each code there is.
///
/// # Errors
/// There is no such code.
pub(crate) fn explain(arguments: &arguments::Explain) -> Result<Verdict, Error> {
    match &arguments.code {
        None => Code::ALL.iter().for_each(|code| print_line(*code)),
        Some(name) => print_page(Code::named(name).ok_or_else(|| unknown(name))?),
    }
    Ok(Verdict::Fine)
}

fn print_line(code: Code) {
    terminal::print_line(format_args!("{:10}{:28}{}", weight(code), code.as_str(), first_sentence(code.page())));
}

fn print_page(code: Code) {
    terminal::print_line(code.page().trim_end());
    let weight = weight(code);
    if code.can_be_excepted() {
        terminal::print_line(format_args!(
            "\nThis is {}. To let it stand at one place, write into `content/exceptions.toml`:\n\n    \
             [[exception]]\n    code = \"{code}\"\n    file = \"content/…\"\n    {}\n    reason = \"why it may stand\"",
            if code.severity() == Severity::Advice { weight.to_owned() } else { format!("a {weight}") },
            which_one(code)
        ));
    } else {
        terminal::print_line("\nThis is an error: nothing is built, and no place can be excepted from it.");
    }
}

/// The key of an exception that says which of the file's diagnostics it means.
fn which_one(code: Code) -> &'static str {
    if code.is_excepted_by_message() {
        "message = \"words of that message\""
    } else {
        "line = \"words of that line\"   # left out where the whole file is meant"
    }
}

fn weight(code: Code) -> &'static str {
    match code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "advice",
    }
}

/// What stands below the title, up to the end of its first sentence.
fn first_sentence(page: &str) -> &str {
    let text = page.split_once("\n\n").map_or(page, |(_, text)| text);
    text.split_once(".\n").map_or(text, |(sentence, _)| sentence).trim_end()
}

fn unknown(name: &str) -> Error {
    let hint = match Code::nearest(name) {
        Some(code) => format!("did you mean `{code}`?"),
        None => "`candor explain` lists them all".to_owned(),
    };
    Error::Usage(format!("there is no diagnostic `{name}`: {hint}"))
}
