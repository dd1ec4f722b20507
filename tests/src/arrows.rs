//! The arrows between the crates, and the one module in which each large outside library is named.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::process::Command;
use std::{env, fs};

use serde_json::Value;

use crate::tree::{root, rust_files};

/// Which of our crates each of our crates may depend on, for its code, its tests or its build. `candor-site` and
/// `candor-intake` never meet: what passes between them is the folder that the build writes.
const ARROWS: [(&str, &[&str]); 7] = [
    ("candor-model", &[]),
    ("candor-theme", &["candor-model"]),
    ("candor-site", &["candor-model", "candor-theme"]),
    ("candor-intake", &["candor-model", "candor-theme"]),
    ("candor-import", &[]),
    ("candor", &["candor-model", "candor-theme", "candor-site", "candor-intake", "candor-import"]),
    ("candor-tests", &["candor", "candor-model", "candor-theme", "candor-site", "candor-intake", "candor-import"]),
];

/// Where a library may be named: a module's path without `.rs`, so that its folder counts too. Whoever replaces the
/// library has these files to change and no others. The command line only makes the SDK's client, for the embedded
/// engine and for an account; what is asked of it stands in the store.
const NAMED_IN: [(&str, &[&str]); 17] = [
    ("altcha", &["crates/intake/src/challenge"]),
    ("annotate_snippets", &["crates/cli/src/report"]),
    ("aws_sdk_dynamodb", &["crates/intake/src/store", "crates/cli/src/engine", "crates/cli/src/records"]),
    ("chardetng", &["crates/import/src/charset"]),
    ("comrak", &["crates/site/src/edition/markdown"]),
    ("csv", &["crates/cli/src/sheet"]),
    ("dynoxide", &["crates/cli/src/engine"]),
    ("encoding_rs", &["crates/import/src/charset"]),
    ("hayro_interpret", &["crates/import/src/pdf", "crates/import/src/pdf/sheet"]),
    ("html5gum", &["crates/import/src/html/tree"]),
    ("lambda_http", &["crates/intake/src/bootstrap/main", "crates/intake/src/bootstrap/courier"]),
    ("lettre", &["crates/intake/src/post"]),
    ("minijinja", &["crates/theme/src/theme"]),
    ("palette", &["crates/theme/src/colour"]),
    ("quick_xml", &["crates/site/src/render/xml", "crates/import/src/docx/xml"]),
    ("whatlang", &["crates/site/src/edition/latin"]),
    ("zip", &["crates/import/src/docx/package", "crates/import/src/docx/tests"]),
];

#[test]
fn crates_depend_on_each_other_only_as_the_design_draws() {
    let drawn: BTreeMap<_, _> = ARROWS.into_iter().collect();
    for (krate, dependencies) in crates_of_the_workspace() {
        let Some(allowed) = drawn.get(krate.as_str()) else {
            panic!("{krate} is a new crate: draw its arrows in DESIGN and here");
        };
        for dependency in dependencies {
            assert!(allowed.contains(&dependency.as_str()), "nobody drew an arrow {krate} -> {dependency}");
        }
    }
}

#[test]
fn an_outside_library_is_named_in_one_module() {
    for file in rust_files("crates") {
        let path = file.strip_prefix(root()).expect("found below the root").to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&file).expect("a source file is text");
        for (library, modules) in NAMED_IN {
            let line = text.lines().position(|line| names(line, library));
            let at_home = modules.iter().any(|module| is_of_module(&path, module));
            assert!(line.is_none() || at_home, "{path}:{} names {library}", line.unwrap_or_default() + 1);
        }
    }
}

/// Each crate of the workspace with those of our crates that it depends on, whatever for.
fn crates_of_the_workspace() -> BTreeMap<String, Vec<String>> {
    let packages = cargo_metadata()["packages"].as_array().expect("cargo lists packages").clone();
    packages.iter().map(|package| (text(&package["name"]), own_dependencies(package))).collect()
}

fn own_dependencies(package: &Value) -> Vec<String> {
    let dependencies = package["dependencies"].as_array().expect("a package lists its dependencies");
    dependencies.iter().filter(|dependency| dependency["path"].is_string()).map(|d| text(&d["name"])).collect()
}

fn cargo_metadata() -> Value {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let run = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .current_dir(root())
        .output()
        .expect("cargo runs, since it runs this test");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_slice(&run.stdout).expect("cargo metadata is JSON")
}

fn text(value: &Value) -> String {
    value.as_str().expect("cargo names packages in text").to_owned()
}

/// Whether code on this line names the library; a comment may.
fn names(line: &str, library: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    let of_another_name = |before: &str| before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    code.split_once(&format!("{library}::")).is_some_and(|(before, _)| !of_another_name(before))
}

fn is_of_module(path: &str, module: &str) -> bool {
    path.strip_prefix(module).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
}
