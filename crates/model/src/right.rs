//! The rights that a person may exercise.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A right that a subject request exercises. The names follow the rights of the GDPR (Articles 7 and 15 to 22) and
/// of the California Consumer Privacy Act; other laws use the same ideas under other names, which the theme's words
/// and the portal's own can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Right {
    /// To learn what is held and why, and to get a copy (GDPR Art. 15).
    Access,
    /// To have wrong or incomplete data corrected (GDPR Art. 16).
    Rectification,
    /// To have data blocked, that is kept but not used (GDPR Art. 18).
    Restriction,
    /// To have data destroyed (GDPR Art. 17).
    Erasure,
    /// To take consent back (GDPR Art. 7(3)).
    WithdrawConsent,
    /// To object to processing that rests on a legitimate interest (GDPR Art. 21).
    Objection,
    /// To get one's data in a form that a machine reads, or to have it sent on (GDPR Art. 20).
    Portability,
    /// To have a decision made by a machine looked at by a person (GDPR Art. 22).
    AutomatedDecisionReview,
    /// To opt out of the sale or sharing of one's data (CCPA § 1798.120).
    OptOutOfSale,
    /// To limit the use of sensitive data (CCPA § 1798.121).
    LimitSensitiveUse,
}

impl Right {
    /// Every right, in the order in which a portal lists them.
    pub const ALL: [Self; 10] = [
        Self::Access,
        Self::Rectification,
        Self::Restriction,
        Self::Erasure,
        Self::WithdrawConsent,
        Self::Objection,
        Self::Portability,
        Self::AutomatedDecisionReview,
        Self::OptOutOfSale,
        Self::LimitSensitiveUse,
    ];

    /// The name in files, addresses and records: `withdraw-consent`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Rectification => "rectification",
            Self::Restriction => "restriction",
            Self::Erasure => "erasure",
            Self::WithdrawConsent => "withdraw-consent",
            Self::Objection => "objection",
            Self::Portability => "portability",
            Self::AutomatedDecisionReview => "automated-decision-review",
            Self::OptOutOfSale => "opt-out-of-sale",
            Self::LimitSensitiveUse => "limit-sensitive-use",
        }
    }

    /// Whether it must become sure who exercises it before it is served, where the law of the portal does not say. Taking
    /// consent back and opting out must be as easy as giving consent was, and harm nobody (GDPR, Art. 7(3); 11 CCR 7026(d)).
    #[must_use]
    pub fn needs_confirmation(self) -> bool {
        !matches!(self, Self::WithdrawConsent | Self::OptOutOfSale | Self::LimitSensitiveUse)
    }

    /// Whether the answer itself holds the subject's data, so that it must not go to anybody else.
    #[must_use]
    pub fn discloses(self) -> bool {
        matches!(self, Self::Access | Self::Portability)
    }

    /// The right of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.as_str() == name)
    }
}

impl fmt::Display for Right {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_has_one_name_in_files_and_in_code() {
        for right in Right::ALL {
            assert_eq!(Right::from_name(right.as_str()), Some(right));
        }
        assert_eq!(Right::from_name("dsar"), None);
    }
}
