//! The real programs, built once and run as a person would run them, in folders that are gone afterwards.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::tree;

/// The path of a program of the workspace: `candor` or `bootstrap`. The first call builds both, so that nobody tests
/// what was built yesterday.
pub(crate) fn program(name: &str) -> PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    let folder = BUILT.get_or_init(|| {
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "-p", "candor", "-p", "candor-intake", "--bins"]).current_dir(tree::root());
        // What cargo tells a test of its own package makes dependencies that look at it build anew, each time.
        let of_test = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
        for (name, _) in std::env::vars().filter(|(name, _)| of_test(name)) {
            build.env_remove(name);
        }
        let status = build.status();
        assert!(status.expect("cargo runs, since it runs this test").success(), "the programs do not build");
        let test = std::env::current_exe().expect("a test knows its own file");
        test.ancestors().nth(2).expect("tests lie in target/<profile>/deps").to_owned()
    });
    folder.join(name)
}

/// What a finished run of `candor` left.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit code; DESIGN names 0 to 3.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().expect("nothing killed it"),
            stdout: String::from_utf8(output.stdout).expect("candor prints UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("candor prints UTF-8"),
        }
    }
}

/// A folder with a portal, as an author has it.
pub(crate) struct Folder {
    directory: TempDir,
}

impl Folder {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self { directory: tempfile::tempdir().expect("the system has room for a folder") }
    }

    /// The smallest portal that builds.
    pub(crate) fn smallest() -> Self {
        let folder = Self::empty();
        for (path, text) in SMALLEST {
            folder.write(path, text);
        }
        folder
    }

    /// A copy of the sample portal.
    pub(crate) fn sample() -> Self {
        let folder = Self::empty();
        copy(&tree::root().join("content"), &folder.path("content"));
        folder
    }

    /// A copy of the sample portal as it was before anything of it was published, so that its texts may be edited.
    pub(crate) fn sample_in_writing() -> Self {
        let folder = Self::sample();
        for policy in ["cookies", "privacy", "terms"] {
            let table = format!("content/policies/{policy}/versions.toml");
            folder.write(&table, unpublished(&folder.read(&table)));
        }
        for version in ["cookies/1", "privacy/1", "privacy/2", "privacy/3", "terms/1"] {
            let published = folder.path(&format!("content/policies/{version}/published"));
            std::fs::remove_dir_all(published).expect("the sample keeps what it published");
        }
        folder
    }

    /// The path of a file in it.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.directory.path().join(path)
    }

    /// Writes a file and the folders above it.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        let parent = path.parent().expect("a file lies in a folder");
        std::fs::create_dir_all(parent).expect("the folder can be made");
        std::fs::write(path, text).expect("the file can be written");
    }

    /// Reads a file.
    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Replaces a piece of a file's text, which must be there.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} does not contain {from:?}");
        self.write(path, text.replacen(from, to, 1));
    }

    /// Runs `candor` with the portal as its root.
    pub(crate) fn candor(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(program("candor"));
        command.args(arguments).current_dir(self.directory.path()).env("NO_COLOR", "1").env_remove("CANDOR_TABLE");
        command.output().expect("candor starts").into()
    }
}

/// A version table of the sample without what `candor publish` wrote into it.
pub(crate) fn unpublished(table: &str) -> String {
    let table = table.split("[[version.correction]]").next().unwrap_or_default();
    let lines = table.lines().filter(|line| !line.starts_with("digest."));
    lines.map(|line| line.to_owned() + "\n").collect()
}

/// The files of the smallest portal that DESIGN allows.
pub(crate) const SMALLEST: [(&str, &str); 3] = [
    (
        "content/portal.toml",
        "[portal]\nbase_url = \"https://privacy.example.com\"\nlocales = [\"en\"]\nname = \"Example\"\n\n\
         [controller]\nname = \"Example Ltd\"\nemail = \"privacy@example.com\"\n",
    ),
    (
        "content/policies/privacy/versions.toml",
        "kind = \"privacy\"\ntitle = \"Privacy policy\"\n\n[[version]]\nid = \"1\"\neffective = 2026-01-01\n",
    ),
    ("content/policies/privacy/1/en.md", "+++\ntitle = \"Privacy policy\"\n+++\n\n## 1. What we do\n\n1.1. Nothing.\n"),
];

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the folder can be made");
    for entry in std::fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("the folder can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("the file can be copied");
        }
    }
}
