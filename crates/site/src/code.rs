//! The codes of diagnostics: one per rule, each with its weight and its page in `codes/`.

use std::fmt;

use crate::Severity;
use crate::nearest::nearest;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $severity:ident;)*) => {
        /// Which rule a diagnostic comes from.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// Every code, in the order of this file.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name that an author sees: `dead-link`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// What it guards against and how to mend it, in Markdown: what `candor explain` prints.
            #[must_use]
            pub fn page(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("../codes/", $name, ".md")),)*
                }
            }

            /// How much a diagnostic with this code weighs.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)*
                }
            }
        }
    };
}

codes! {
    /// A file is not UTF-8 text.
    NotUtf8 = "not-utf8", Error;
    /// A TOML file, or a front matter, cannot be read.
    TomlSyntax = "toml-syntax", Error;
    /// A key that the format does not have.
    UnknownKey = "unknown-key", Error;
    /// A key that the format needs is not there.
    MissingKey = "missing-key", Error;
    /// A value of the wrong type, or one that the format does not take: a date that does not exist, a bad address.
    BadValue = "bad-value", Error;
    /// The same identifier twice where each must be its own.
    DuplicateId = "duplicate-id", Error;
    /// A name for something that does not exist: a purpose, a policy, a calendar, a locale.
    UnknownName = "unknown-name", Error;
    /// A file that the portal needs is not there.
    MissingFile = "missing-file", Error;
    /// A file or folder in `content/` that belongs to nothing.
    UnusedFile = "unused-file", Warning;
    /// An edition's front matter is missing or not closed.
    FrontMatter = "front-matter", Error;
    /// The authoritative edition of a version does not exist.
    MissingAuthoritative = "missing-authoritative", Error;
    /// An edition of a version does not exist in one of the portal's locales.
    MissingEdition = "missing-edition", Warning;
    /// A localized value lacks one of the portal's locales.
    MissingLocale = "missing-locale", Warning;
    /// A localized value has a text for a locale that the portal does not have.
    UnusedLocale = "unused-locale", Warning;
    /// The theme has no words for one of the portal's locales.
    NoInterfaceWords = "no-interface-words", Warning;
    /// An override of the theme's words has a key that the theme does not have.
    UnknownWords = "unknown-words", Warning;
    /// A colour of the brand with which something could not be read.
    LowContrast = "low-contrast", Error;
    /// A colour of the brand for pages for which the theme takes none.
    UnusedColour = "unused-colour", Warning;
    /// A link to a page that does not exist.
    DeadLink = "dead-link", Error;
    /// A link to a clause that does not exist.
    DeadAnchor = "dead-anchor", Error;
    /// A link to an entry of a register that has ended.
    EndedEntry = "ended-entry", Warning;
    /// A recipient in another country, without the ground on which data may go there.
    MissingGround = "missing-ground", Error;
    /// A claim about a fact that the portal does not have.
    UnknownFact = "unknown-fact", Error;
    /// A claim whose digits, address or date differ from the fact.
    FalseClaim = "false-claim", Error;
    /// An e-mail address that is said to be ours and is none of the facts.
    OtherEmail = "other-email", Warning;
    /// A telephone number that is said to be ours and is none of the facts.
    OtherPhone = "other-phone", Warning;
    /// A tax number that differs from the fact.
    OtherTaxNumber = "other-tax-number", Warning;
    /// A time limit for answers that differs from the fact.
    OtherTimeLimit = "other-time-limit", Warning;
    /// A retention period that differs from the register.
    OtherRetention = "other-retention", Warning;
    /// An entry of the register of retention that says another time than the one by which is erased.
    FalseRetention = "false-retention", Error;
    /// A purpose of cookies that the portal does not have.
    OtherPurpose = "other-purpose", Warning;
    /// A cookie that the register does not have.
    OtherCookie = "other-cookie", Warning;
    /// The text says that no personal data are collected, beside a form that takes a name.
    NothingCollected = "nothing-collected", Warning;
    /// Two clauses of an edition have the same number.
    DuplicateClause = "duplicate-clause", Warning;
    /// A clause of the authoritative edition is missing from another edition.
    UntranslatedClause = "untranslated-clause", Warning;
    /// An edition has a clause that the authoritative edition lacks.
    ExtraClause = "extra-clause", Warning;
    /// A number or letter of a clause does not follow on the one before.
    ClauseOrder = "clause-order", Warning;
    /// A list or table of a clause has another length than in the authoritative edition.
    ListLength = "list-length", Warning;
    /// A clause has other numbers than in the authoritative edition.
    NumbersDiffer = "numbers-differ", Warning;
    /// A clause has other dates than in the authoritative edition.
    DatesDiffer = "dates-differ", Warning;
    /// A clause has other amounts of money or percentages than in the authoritative edition.
    AmountsDiffer = "amounts-differ", Warning;
    /// A clause has other e-mail addresses, telephone numbers or links than in the authoritative edition.
    AddressesDiffer = "addresses-differ", Warning;
    /// A word mixes letters of two scripts that look alike.
    LookalikeLetters = "lookalike-letters", Warning;
    /// A line has invisible marks that turn the order in which its text is shown.
    DirectionMarks = "direction-marks", Warning;
    /// An edition in Uzbek writes oʻ, gʻ or ʼ with characters that are no letters.
    Apostrophes = "apostrophes", Warning;
    /// A policy in several locales does not say which edition prevails.
    NoPrevailingClause = "no-prevailing-clause", Warning;
    /// An edition says that another edition prevails than the authoritative one.
    OtherPrevailingEdition = "other-prevailing-edition", Warning;
    /// An edition was translated from an earlier text of the authoritative edition.
    OlderEdition = "older-edition", Warning;
    /// A block `:::…` of a kind that Candor does not have, which is shown as it is written.
    UnknownBlock = "unknown-block", Warning;
    /// HTML in an edition, which is shown as it is written.
    RawHtml = "raw-html", Warning;
    /// A clause in another script than its edition's.
    OtherScript = "other-script", Warning;
    /// No version of a policy is in force.
    NoneInForce = "none-in-force", Warning;
    /// An edition was changed, or removed, after it had been published.
    ChangedEdition = "changed-edition", Error;
    /// A material change is published fewer days before it binds than readers are promised.
    ShortNotice = "short-notice", Warning;
    /// A version does not say what changed in it.
    NoSummary = "no-summary", Advice;
    /// A version is not locked yet.
    NotLocked = "not-locked", Advice;
    /// Visitors are asked to agree to something else than what was published.
    ChoicesChanged = "choices-changed", Warning;
    /// What visitors are asked to agree to was never published.
    ChoicesNotPublished = "choices-not-published", Advice;
    /// A privacy policy does not say something that is asked for.
    IncompletePolicy = "incomplete-policy", Advice;
    /// An entry of the list of exceptions excepts nothing.
    UnusedException = "unused-exception", Warning;
    /// An entry of the list of exceptions excepts several places at once.
    BroadException = "broad-exception", Warning;
    /// The figures of a year are of another one than their file's name says, or of one that had not begun.
    WrongYear = "wrong-year", Error;
    /// The figures of a year do not add up.
    WrongSum = "wrong-sum", Error;
    /// A template of the theme cannot be used.
    Template = "template", Error;
}

impl Code {
    /// The code of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }

    /// The code whose name is most like that one, if any is alike enough.
    #[must_use]
    pub fn nearest(name: &str) -> Option<Self> {
        nearest(name, Self::ALL.iter().map(|code| code.as_str())).and_then(Self::named)
    }

    /// Whether an author may except a place from the rule. What would publish something broken or false is never
    /// excepted.
    #[must_use]
    pub fn can_be_excepted(self) -> bool {
        self.severity() != Severity::Error
    }

    /// Whether several of its diagnostics stand at one place, so that an exception must say which it means.
    #[must_use]
    pub fn is_excepted_by_message(self) -> bool {
        self == Self::IncompletePolicy
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
