//! The views: what each page shows, as plain data. A template sees exactly the fields of its view.

mod banner;
mod center;
mod choices;
mod chrome;
mod confirm;
mod consent;
mod figures;
mod form;
mod letter;
mod policy;
mod problem;
mod question;
mod receipt;
mod reckoning;
mod register;
mod status;

pub use banner::{BannerView, notice, notice_digest, notice_mark};
pub use center::{CenterPage, ContactView, LanguagePage, PolicyCard, RightCard};
pub use choices::{ChoicesPage, CookieRow, CurrentChoices, PastChoice, PurposeView, Standing, purpose_title};
pub use chrome::{BrandView, Chrome, DateView, Link, Sister};
pub use confirm::{ConfirmOutcome, ConfirmPage};
pub use consent::{ConsentPage, DecidedPurpose};
pub use figures::{FiguresCell, FiguresPage, FiguresRow, FiguresYear};
pub use form::{ErrorView, FieldView, FormOption, RequestFormPage, RequestsPage, Typed, keeps_numbers};
pub use letter::{LetterFact, LetterFrame, LetterLink, LetterView};
pub use policy::{
    ChangedClause, ChangedSection, ChangesPage, ContentsEntry, CorrectionView, Language, PolicyPage, VersionRow,
    VersionsPage,
};
pub use problem::ProblemPage;
pub use question::QuestionView;
pub use receipt::ReceiptPage;
pub use reckoning::{DayView, ReckoningView};
pub use register::{ChangedTerm, RegisterChange, RegisterDay, RegisterPage, RegisterPart, RegisterRow, RegisterTerm};
pub use status::{EventView, LinkView, RequestView, StatusPage};

use serde::Serialize;

/// Any page, with its view. The variant picks the template `pages/<name>.html`.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "each variant is named for its view, which says what it is")]
pub enum Page {
    Language(LanguagePage),
    Center(CenterPage),
    Policy(Box<PolicyPage>),
    Versions(VersionsPage),
    Changes(Box<ChangesPage>),
    Choices(ChoicesPage),
    Consent(Box<ConsentPage>),
    Register(RegisterPage),
    Requests(RequestsPage),
    RequestForm(RequestFormPage),
    Receipt(ReceiptPage),
    Status(StatusPage),
    Figures(FiguresPage),
    Confirm(ConfirmPage),
    Problem(ProblemPage),
}

impl Page {
    /// The template's path in the theme.
    #[must_use]
    pub fn template(&self) -> &'static str {
        match self {
            Self::Language(_) => "pages/language.html",
            Self::Center(_) => "pages/center.html",
            Self::Policy(_) => "pages/policy.html",
            Self::Versions(_) => "pages/versions.html",
            Self::Changes(_) => "pages/changes.html",
            Self::Choices(_) => "pages/choices.html",
            Self::Consent(_) => "pages/consent.html",
            Self::Register(_) => "pages/register.html",
            Self::Requests(_) => "pages/requests.html",
            Self::RequestForm(_) => "pages/request-form.html",
            Self::Receipt(_) => "pages/receipt.html",
            Self::Status(_) => "pages/status.html",
            Self::Figures(_) => "pages/figures.html",
            Self::Confirm(_) => "pages/confirm.html",
            Self::Problem(_) => "pages/problem.html",
        }
    }

    /// What every page has around its content.
    #[must_use]
    pub fn chrome(&self) -> &Chrome {
        match self {
            Self::Language(page) => &page.chrome,
            Self::Center(page) => &page.chrome,
            Self::Policy(page) => &page.chrome,
            Self::Versions(page) => &page.chrome,
            Self::Changes(page) => &page.chrome,
            Self::Choices(page) => &page.chrome,
            Self::Consent(page) => &page.chrome,
            Self::Register(page) => &page.chrome,
            Self::Requests(page) => &page.chrome,
            Self::RequestForm(page) => &page.chrome,
            Self::Receipt(page) => &page.chrome,
            Self::Status(page) => &page.chrome,
            Self::Figures(page) => &page.chrome,
            Self::Confirm(page) => &page.chrome,
            Self::Problem(page) => &page.chrome,
        }
    }
}
