//! `[brand]`: a logo that is there and light enough to be fetched by everybody, colours in which everything can be read.

use std::collections::BTreeMap;

use candor_model::{Brand, BrandLink};
use candor_theme::{Colours, Look};

use super::texts::Texts;
use crate::Branding;
use crate::at::At;
use crate::nearest::did_you_mean;
use crate::parse::{BrandDraft, BrandLinkDraft, ColoursDraft, ImageName};
use crate::{Code, Diagnostic, Span};

/// A logo stands on every page, and may not outweigh it.
const LOGO_BYTES: usize = 32 * 1024;

/// Checks `[brand]`. `images` are the files in `content/brand/` with their sizes. Whether its colours can be read is
/// checked with the theme on which they are laid.
pub(super) fn check(draft: BrandDraft, images: &BTreeMap<String, usize>, texts: &mut Texts<'_>) -> Branding {
    let places = places(&draft);
    if let Some(dark) = draft.dark_logo.as_ref().filter(|_| draft.logo.is_none()) {
        let message = "`dark_logo` is shown in the place of `logo`, and there is none.";
        let hint = "Name the picture for light pages as `logo`, too.".to_owned();
        texts.report.add(Diagnostic::new(Code::BadValue, dark.span.clone(), message, hint));
    }
    let mut logo = |name: Option<At<ImageName>>| name.filter(|name| check_image(name, images, texts));
    let logos = [logo(draft.logo), logo(draft.dark_logo)].map(|name| name.map(|name| name.value.0));
    warn_of_unused(images, &logos, texts);
    let files = logos.iter().flatten().map(|name| (theme_path(name), format!("content/brand/{name}"))).collect();
    let [logo, dark_logo] = logos.map(|name| name.map(|name| theme_path(&name)));
    Branding {
        look: Look {
            light: colours(&draft.light),
            dark: colours(&draft.dark),
            typeface: draft.typeface.map(|typeface| typeface.value.0),
            radius: draft.radius.map(|radius| radius.value.0),
        },
        brand: Brand {
            logo,
            dark_logo,
            logo_names: draft.logo_names.is_some_and(|names| names.value),
            footer: texts.check(draft.footer),
            links: draft.links.into_iter().filter_map(|link| check_link(link, texts)).collect(),
        },
        files,
        places,
    }
}

fn theme_path(name: &str) -> String {
    format!("images/{name}")
}

fn colours(draft: &ColoursDraft) -> Colours {
    let value = |colour: &Option<At<candor_theme::Colour>>| colour.as_ref().map(|colour| colour.value);
    Colours { accent: value(&draft.accent), ground: value(&draft.ground), ink: value(&draft.ink) }
}

/// Where each colour was written, by its scheme and key.
fn places(draft: &BrandDraft) -> BTreeMap<(&'static str, &'static str), Span> {
    let of_scheme = |scheme: &'static str, draft: &ColoursDraft| {
        let keys = [("accent", &draft.accent), ("ground", &draft.ground), ("ink", &draft.ink)];
        keys.map(|(key, colour)| colour.as_ref().map(|colour| ((scheme, key), colour.span.clone())))
    };
    [of_scheme("light", &draft.light), of_scheme("dark", &draft.dark)].into_iter().flatten().flatten().collect()
}

fn check_image(name: &At<ImageName>, images: &BTreeMap<String, usize>, texts: &mut Texts<'_>) -> bool {
    let (code, message, hint) = match images.get(&name.value.0) {
        Some(size) if *size <= LOGO_BYTES => return true,
        Some(size) => (
            Code::BadValue,
            format!("The image `{name}` has {} kB, and a logo may have {}.", size.div_ceil(1024), LOGO_BYTES / 1024),
            "Every visitor fetches it: draw it as SVG, or make it as small as it is shown, 32 pixels high.".to_owned(),
        ),
        None => (
            Code::MissingFile,
            format!("There is no image `content/brand/{name}`."),
            match images.is_empty() {
                true => "Put the file into the folder `content/brand/`.".to_owned(),
                false => did_you_mean(&name.value.0, images.keys().map(String::as_str)),
            },
        ),
    };
    texts.report.add(Diagnostic::new(code, name.span.clone(), message, hint));
    false
}

fn warn_of_unused(images: &BTreeMap<String, usize>, logos: &[Option<String>; 2], texts: &mut Texts<'_>) {
    for name in images.keys().filter(|name| logos.iter().flatten().all(|logo| logo != *name)) {
        let message = "No key of `[brand]` names this image, so it is not used.";
        let hint = "Name it as `logo` or `dark_logo` in `portal.toml`, or remove it.";
        let span = Span::whole(format!("content/brand/{name}"));
        texts.report.add(Diagnostic::new(Code::UnusedFile, span, message, hint));
    }
}

fn check_link(draft: BrandLinkDraft, texts: &mut Texts<'_>) -> Option<BrandLink> {
    let title = texts.check(draft.title);
    Some(BrandLink { title: title?, url: draft.url?.value.to_string() })
}
