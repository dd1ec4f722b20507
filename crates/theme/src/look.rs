//! The look of a portal: its company's colours, type and corners as a stylesheet over the theme's, held to the contrast
//! that WCAG 2.2 asks for (1.4.3, 1.4.11).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::{Colour, ThemeFiles, assembly};

/// What a company brings: all of it may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Its colours on light pages.
    pub light: Colours,
    /// Its colours on dark pages. What is left out follows from the light ones, or is the theme's.
    pub dark: Colours,
    /// Its type.
    pub typeface: Option<Typeface>,
    /// How round corners are, in CSS pixels.
    pub radius: Option<u16>,
}

/// The colours of light or of dark pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Colours {
    /// Links, buttons and marks.
    pub accent: Option<Colour>,
    /// The page itself.
    pub ground: Option<Colour>,
    /// The text.
    pub ink: Option<Colour>,
}

/// Type of the visitor's own device, so that no text waits for a font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typeface {
    /// Without serifs.
    Sans,
    /// With serifs.
    Serif,
    /// Headings with serifs, text without.
    Mixed,
}

/// Which pages a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Light pages.
    Light,
    /// Dark pages.
    Dark,
}

/// A colour on which, or in which, something could not be read.
#[derive(Clone, Debug, PartialEq)]
pub struct LowContrast {
    /// Which pages it is for.
    pub scheme: Scheme,
    /// Its key: `accent`, `ground` or `ink`.
    pub key: &'static str,
    /// The colour.
    pub colour: Colour,
    /// What it stands on, or what stands on it.
    pub other: Colour,
    /// How far they stand apart.
    pub contrast: f32,
    /// The nearest colour of that hue that could be read.
    pub nearest: Colour,
}

/// What text must have (WCAG 2.2, 1.4.3).
const TEXT: f32 = 4.5;
/// What the edge of a field must have (WCAG 2.2, 1.4.11).
const EDGE: f32 = 3.0;

impl Look {
    /// The rules that lay the look over a theme's, empty where nothing was brought.
    ///
    /// # Errors
    /// Each colour with which something could not be read.
    pub fn stylesheet(&self, files: &ThemeFiles) -> Result<String, Vec<LowContrast>> {
        let theme = Tokens::of(&files.text("styles/base.css").unwrap_or_default());
        let derived = Colours { accent: self.dark.accent.or(self.light.accent), ..self.dark };
        let schemes = [(Scheme::Light, &theme.light, self.light), (Scheme::Dark, &theme.dark, derived)];
        let mut faults = Vec::new();
        let mut sheets = Vec::new();
        for (scheme, tokens, colours) in schemes {
            // A light page's accent serves dark pages in the nearest shade that can be read.
            let is_given = scheme == Scheme::Light || self.dark.accent.is_some();
            match Palette::new(tokens, colours, is_given) {
                Ok(palette) => sheets.push(palette.declarations()),
                Err(low) => faults.extend(low.into_iter().map(|low| LowContrast { scheme, ..low })),
            }
        }
        if faults.is_empty() { Ok(self.sheet(&sheets)) } else { Err(faults) }
    }

    /// Which pages the theme takes no colours for, although some were brought: its `styles/base.css` does not say its own ground
    /// and ink for them as `#rrggbb`, so that nothing can be held against those.
    #[must_use]
    pub fn unheeded(&self, files: &ThemeFiles) -> Vec<Scheme> {
        let theme = Tokens::of(&files.text("styles/base.css").unwrap_or_default());
        let schemes = [(Scheme::Light, theme.light, self.light), (Scheme::Dark, theme.dark, self.dark)];
        let is_deaf = |tokens: &BTreeMap<_, _>| ["ground", "ink"].iter().any(|name| !tokens.contains_key(*name));
        let deaf = schemes.into_iter().filter(|(_, tokens, own)| *own != Colours::default() && is_deaf(tokens));
        deaf.map(|(scheme, ..)| scheme).collect()
    }

    fn sheet(&self, sheets: &[Declarations]) -> String {
        const SANS: &str = "system-ui,sans-serif";
        const SERIF: &str = "Georgia,\"Noto Serif\",\"PT Serif\",serif";
        let mut shape = String::new();
        if let Some(radius) = self.radius {
            let _ = write!(shape, "--radius:{radius}px;");
        }
        if let Some(typeface) = self.typeface {
            let text = if typeface == Typeface::Serif { SERIF } else { SANS };
            let heading = if typeface == Typeface::Sans { SANS } else { SERIF };
            let _ = write!(shape, "--text:{text};--heading:{heading};");
        }
        let [light, dark] = sheets else { return String::new() };
        let mut sheet = rules("", &(shape + &light.plain)) + &rules(LESS_CONTRAST, &light.soft);
        sheet += &rules(DARK, &dark.plain);
        sheet + &rules(&format!("{DARK} and {LESS_CONTRAST}"), &dark.soft)
    }
}

const DARK: &str = "screen and (prefers-color-scheme:dark)";
/// Whoever asks for more contrast keeps the theme's answer to that.
const LESS_CONTRAST: &str = "(not (prefers-contrast:more))";

/// Rules for the root where a media query holds.
fn rules(query: &str, declarations: &str) -> String {
    match (query, declarations) {
        (_, "") => String::new(),
        ("", _) => format!(":root{{{declarations}}}\n"),
        _ => format!("@media {query}{{:root{{{declarations}}}}}\n"),
    }
}

/// The declarations of one scheme: of those colours that must be, and of those that more contrast does away with.
struct Declarations {
    plain: String,
    soft: String,
}

/// The colours that a theme's stylesheet gives to its names, of light pages and of dark ones.
struct Tokens {
    light: BTreeMap<String, Colour>,
    dark: BTreeMap<String, Colour>,
}

impl Tokens {
    /// What is written first is for light pages, what is written again for dark ones. What is no plain colour is passed over.
    fn of(css: &str) -> Self {
        let mut tokens = Self { light: BTreeMap::new(), dark: BTreeMap::new() };
        for declaration in assembly::compact(css).split([';', '{', '}']) {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let (Some(name), Some(colour)) = (name.trim().strip_prefix("--"), Colour::new(value.trim())) else {
                continue;
            };
            if !tokens.light.contains_key(name) {
                tokens.light.insert(name.to_owned(), colour);
            } else if !tokens.dark.contains_key(name) {
                tokens.dark.insert(name.to_owned(), colour);
            }
        }
        tokens
    }
}

/// The colours of one scheme that are another's than the theme's, in the order in which they are written.
struct Palette(Vec<(&'static str, Colour)>);

impl Palette {
    fn new(tokens: &BTreeMap<String, Colour>, own: Colours, accent_is_given: bool) -> Result<Self, Vec<LowContrast>> {
        let token = |name: &str| tokens.get(name).copied();
        let Some((ground, ink)) = own.ground.or(token("ground")).zip(own.ink.or(token("ink"))) else {
            return Ok(Self(Vec::new()));
        };
        let mut palette = Self(Vec::new());
        let mark = token("mark").map(|mark| mark.nearest_apart(&[ink], TEXT));
        let mut grounds: Vec<_> = [Some(ground), token("raised"), token("sunken")].into_iter().flatten().collect();
        let mut faults = Vec::new();
        let is_own = own.ground.is_some() || own.ink.is_some();
        if is_own {
            grounds = grounds_of(ground, ink).to_vec();
            faults.extend(unread(ground, ink, own.ink.is_some()));
            palette.lay_ground(ground, ink, mark, tokens);
        }
        // A link may stand in a clause that is marked.
        grounds.extend(mark);
        // A theme's own accent follows the portal's ground.
        if let Some(accent) = own.accent.or(token("accent").filter(|_| is_own)) {
            let nearest = nearest_accent(accent, &grounds);
            match low("accent", accent, &accent_grounds(accent, &grounds), nearest) {
                Some(fault) if accent_is_given && own.accent.is_some() => faults.push(fault),
                _ => palette.lay_accent(nearest),
            }
        }
        if faults.is_empty() { Ok(palette) } else { Err(faults) }
    }

    /// What lies on a page and around it, the quieter shades of its text, and what a theme says in colours of its own, each in
    /// the nearest shade that can be read there.
    fn lay_ground(&mut self, ground: Colour, ink: Colour, mark: Option<Colour>, tokens: &BTreeMap<String, Colour>) {
        let [_, raised, sunken] = grounds_of(ground, ink);
        let grounds: Vec<_> = [ground, raised, sunken].into_iter().chain(mark).collect();
        self.0.extend([("ground", ground), ("raised", raised), ("sunken", sunken), ("ink", ink)]);
        self.0.extend(mark.map(|mark| ("mark", mark)));
        self.0.extend([
            ("quiet", ink.mixed(ground, 0.28).nearest_apart(&grounds, TEXT)),
            ("line", ink.mixed(ground, 0.82)),
            ("edge", ink.mixed(ground, 0.45).nearest_apart(&grounds, EDGE)),
        ]);
        for name in ["warn", "wrong"] {
            self.0.extend(tokens.get(name).map(|colour| (name, colour.nearest_apart(&grounds, TEXT))));
        }
    }

    /// The accent, and black or white upon it, of which one can always be read.
    fn lay_accent(&mut self, accent: Colour) {
        self.0.extend([("accent", accent), ("on-accent", accent.nearest_end(&[accent]))]);
    }

    fn declarations(&self) -> Declarations {
        let mut declarations = Declarations { plain: String::new(), soft: String::new() };
        for (name, colour) in &self.0 {
            let is_soft = ["sunken", "quiet", "line", "edge"].contains(name);
            let sheet = if is_soft { &mut declarations.soft } else { &mut declarations.plain };
            let _ = write!(sheet, "--{name}:{colour};");
        }
        declarations
    }
}

/// The page, what lies upon it and what lies around it: text stands on all three.
fn grounds_of(ground: Colour, ink: Colour) -> [Colour; 3] {
    let is_light = ground.contrast(Colour::WHITE) < ground.contrast(Colour::BLACK);
    [ground, ground.mixed(Colour::WHITE, if is_light { 0.7 } else { 0.05 }), ground.mixed(ink, 0.05)]
}

/// What is wrong with a portal's own text or ground. The nearest colour is one with which the portal builds.
fn unread(ground: Colour, ink: Colour, ink_is_own: bool) -> Option<LowContrast> {
    let is_read = |ground, ink: Colour| grounds_of(ground, ink).iter().all(|other| ink.contrast(*other) >= TEXT);
    if ink_is_own {
        let nearest = ink.nearest(|shade| is_read(ground, shade)).unwrap_or_else(|| ink.nearest_end(&[ground]));
        low("ink", ink, &grounds_of(ground, ink), nearest)
    } else {
        let nearest = ground.nearest(|shade| is_read(shade, ink)).unwrap_or_else(|| ground.nearest_end(&[ink]));
        let other = grounds_of(ground, ink).into_iter().find(|other| ink.contrast(*other) < TEXT)?;
        low("ground", ground, &[ink], nearest).or(Some(LowContrast {
            scheme: Scheme::Light,
            key: "ground",
            colour: ground,
            other: ink,
            contrast: ink.contrast(other),
            nearest,
        }))
    }
}

/// On what the accent stands: on each ground, and on one that is tinted with it.
fn accent_grounds(accent: Colour, grounds: &[Colour]) -> Vec<Colour> {
    let tint = grounds.first().map(|ground| ground.mixed(accent, 0.07));
    grounds.iter().copied().chain(tint).collect()
}

fn nearest_accent(accent: Colour, grounds: &[Colour]) -> Colour {
    let is_read = |shade: Colour| accent_grounds(shade, grounds).iter().all(|other| shade.contrast(*other) >= TEXT);
    accent.nearest(is_read).unwrap_or_else(|| accent.nearest_end(grounds))
}

/// The first of the others from which the colour does not stand far enough apart for text.
fn low(key: &'static str, colour: Colour, others: &[Colour], nearest: Colour) -> Option<LowContrast> {
    let other = others.iter().copied().find(|other| colour.contrast(*other) < TEXT)?;
    Some(LowContrast { scheme: Scheme::Light, key, colour, other, contrast: colour.contrast(other), nearest })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::new(text).unwrap_or_else(|| panic!("{text} is a colour"))
    }

    fn look(accent: &str) -> Look {
        Look { light: Colours { accent: Colour::new(accent), ..Colours::default() }, ..Look::default() }
    }

    #[test]
    fn pure_yellow_is_refused_on_light_pages_with_a_shade_that_passes() {
        let files = ThemeFiles::embedded();
        let faults = look("#ff0").stylesheet(&files).expect_err("yellow on white cannot be read");
        let [fault] = faults.as_slice() else { panic!("{faults:?}") };
        assert_eq!((fault.scheme, fault.key, fault.colour), (Scheme::Light, "accent", colour("#ffff00")));
        let mended = Look { light: Colours { accent: Some(fault.nearest), ..Colours::default() }, ..Look::default() };
        let sheet = mended.stylesheet(&files).expect("the nearest colour passes");
        assert!(sheet.contains(&format!("--accent:{};--on-accent:#ffffff;", fault.nearest)), "{sheet}");
    }

    #[test]
    fn one_colour_serves_dark_pages_in_a_lighter_shade() {
        let sheet = look("#0b5966").stylesheet(&ThemeFiles::embedded()).expect("the theme's own accent passes");
        let dark = sheet.split_once("dark").expect("it has rules for dark pages").1;
        let accent = dark.split_once("--accent:").expect("it has an accent").1;
        assert!(colour(&accent[..7]).contrast(colour("#14191c")) >= TEXT, "{sheet}");
    }

    #[test]
    fn nothing_brought_changes_nothing() {
        assert_eq!(Look::default().stylesheet(&ThemeFiles::embedded()), Ok(String::new()));
    }

    #[test]
    fn whoever_takes_the_hint_builds() {
        let files = ThemeFiles::embedded();
        let own = |accent, ground, ink| Colours {
            accent: Colour::new(accent),
            ground: Colour::new(ground),
            ink: Colour::new(ink),
        };
        for (ground, ink) in
            [("#ffffff", "#999999"), ("#ffffff", "#ff7a00"), ("#fff4e0", "#aa8866"), ("#888", ""), ("#43484c", "")]
        {
            let mut look = Look { light: own("#b05303", ground, ink), ..Look::default() };
            while let Err(faults) = look.stylesheet(&files) {
                for fault in faults {
                    let key = match fault.key {
                        "accent" => &mut look.light.accent,
                        "ground" => &mut look.light.ground,
                        _ => &mut look.light.ink,
                    };
                    assert_ne!(*key, Some(fault.nearest), "the hint does not help: {fault:?}");
                    *key = Some(fault.nearest);
                }
            }
        }
    }

    #[test]
    fn text_that_is_quieter_is_read_on_a_portals_own_ground() {
        let colours = Colours { ground: Colour::new("#fff4e0"), ink: Colour::new("#2a1a00"), accent: None };
        let sheet = Look { light: colours, ..Look::default() }.stylesheet(&ThemeFiles::embedded()).expect("it passes");
        let tokens = Tokens::of(&sheet).light;
        for ground in ["ground", "raised", "sunken", "mark"] {
            assert!(tokens["quiet"].contrast(tokens[ground]) >= TEXT, "{sheet}");
            assert!(tokens["edge"].contrast(tokens[ground]) >= EDGE, "{sheet}");
        }
    }
}
