//! Which addresses a page may link to.

/// The schemes of links that lead out of the portal.
const OUTSIDE: [&str; 7] = ["https", "http", "mailto", "tel", "sms", "tg", "ftp"];
/// The scheme of a claim.
pub(crate) const FACT: &str = "fact";
/// The scheme of a link to a register.
pub(crate) const REGISTER: &str = "register";

/// Whether an address runs no script and hides no page, whatever characters a browser skips in it.
pub(super) fn is_safe(target: &str) -> bool {
    let seen: String = target.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let before_path = seen.split(['/', '?', '#']).next().unwrap_or_default();
    let scheme = before_path.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_none_or(|scheme| [FACT, REGISTER].contains(&scheme.as_str()) || OUTSIDE.contains(&scheme.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_runs_a_script_is_seen_through_any_disguise() {
        for safe in ["/privacy/#1.1", "#1.4.а", "https://lex.uz/docs/1", "mailto:a@b.uz", "fact:x.y", "a?b=c:d", ""] {
            assert!(is_safe(safe), "{safe}");
        }
        for bad in
            ["javascript:alert(1)", " JaVa\tscript:x", "data:text/html,x", "vbscript:x", "\u{1}javascript:x", "://x"]
        {
            assert!(!is_safe(bad), "{bad}");
        }
    }
}
