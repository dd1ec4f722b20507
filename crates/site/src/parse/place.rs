//! Which file of `content/` is what, told by its path alone.

/// What a file in `content/` is for. Names are as written in the path, and not checked yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place<'a> {
    /// `portal.toml`
    Portal,
    /// `exceptions.toml`
    Exceptions,
    /// `choices.toml`
    Choices,
    /// `policies/<policy>/versions.toml`
    Versions { policy: &'a str },
    /// `policies/<policy>/<version>/<locale>.md`
    Edition { policy: &'a str, version: &'a str, locale: &'a str },
    /// `policies/<policy>/<version>/published/<locale>.<digest>.md`
    Published { policy: &'a str, version: &'a str, file: &'a str },
    /// `registers/<name>.toml`
    Register { name: &'a str },
    /// `calendars/<id>.toml`
    Calendar { id: &'a str },
    /// `figures/<year>.toml`
    Figures { year: &'a str },
    /// `strings/<locale>.toml`
    Strings { locale: &'a str },
    /// `brand/<file>`
    Brand { file: &'a str },
    /// A hidden file, which editors and systems leave behind.
    Hidden,
    /// Nothing that the portal knows.
    Stray,
}

impl<'a> Place<'a> {
    /// The place of a path that begins with `content/`.
    pub(crate) fn of(path: &'a str) -> Self {
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        if parts.iter().any(|part| part.starts_with('.')) {
            return Self::Hidden;
        }
        let found = match parts.as_slice() {
            ["portal.toml"] => Some(Self::Portal),
            ["exceptions.toml"] => Some(Self::Exceptions),
            ["choices.toml"] => Some(Self::Choices),
            ["policies", policy, "versions.toml"] => Some(Self::Versions { policy }),
            ["policies", policy, version, file] => {
                file.strip_suffix(".md").map(|locale| Self::Edition { policy, version, locale })
            }
            ["policies", policy, version, "published", file] if file.ends_with(".md") => {
                Some(Self::Published { policy, version, file })
            }
            ["registers", file] => file.strip_suffix(".toml").map(|name| Self::Register { name }),
            ["calendars", file] => file.strip_suffix(".toml").map(|id| Self::Calendar { id }),
            ["figures", file] => file.strip_suffix(".toml").map(|year| Self::Figures { year }),
            ["strings", file] => file.strip_suffix(".toml").map(|locale| Self::Strings { locale }),
            ["brand", file] => Some(Self::Brand { file }),
            _ => None,
        };
        found.unwrap_or(Self::Stray)
    }
}
