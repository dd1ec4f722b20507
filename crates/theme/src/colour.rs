//! Colours, how far they stand apart for the eye, and the shade of a hue that stands far enough apart (WCAG 2.2, 1.4.3).

use palette::color_difference::Wcag21RelativeContrast;
use palette::convert::IntoColorUnclamped;
use palette::{Clamp, IsWithinBounds, Mix, Oklab, Oklch, Srgb};

/// A colour as a screen shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(Srgb<u8>);

impl Colour {
    pub(crate) const BLACK: Self = Self(Srgb::new(0, 0, 0));
    pub(crate) const WHITE: Self = Self(Srgb::new(255, 255, 255));

    /// Reads `#0b5966`, or `#fc0` for short.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let is_hex = text.strip_prefix('#')?.bytes().all(|digit| digit.is_ascii_hexdigit());
        is_hex.then(|| text.parse().ok().map(Self)).flatten()
    }

    /// How far two colours stand apart in lightness: from 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f32 {
        self.light().relative_contrast(other.light())
    }

    fn light(self) -> Srgb<f32> {
        self.0.into_format()
    }

    /// So much of the way to another colour, as the eye sees it.
    pub(crate) fn mixed(self, other: Self, share: f32) -> Self {
        let [own, other]: [Oklab; 2] = [self, other].map(|colour| colour.light().into_color_unclamped());
        let mixed: Srgb = own.mix(other, share).into_color_unclamped();
        Self(mixed.clamp().into_format())
    }

    /// The same hue at another lightness, as colourful as it can be there.
    fn at_lightness(self, lightness: f32) -> Self {
        let own: Oklch = self.light().into_color_unclamped();
        let mut shade = Oklch { l: lightness, ..own };
        loop {
            let screen: Srgb = shade.into_color_unclamped();
            if screen.is_within_bounds() || shade.chroma < 0.002 {
                return Self(screen.clamp().into_format());
            }
            shade.chroma -= 0.002;
        }
    }

    /// The colour of the same hue that is nearest to this one and passes; none where no shade does.
    pub(crate) fn nearest(self, passes: impl Fn(Self) -> bool) -> Option<Self> {
        const STEPS: u16 = 500;
        let own: Oklch = self.light().into_color_unclamped();
        let shades = (0..=STEPS).flat_map(|step| {
            let away = f32::from(step) / f32::from(STEPS);
            [own.l - away, own.l + away].map(|lightness| self.at_lightness(lightness.clamp(0.0, 1.0)))
        });
        [self].into_iter().chain(shades).find(|shade| passes(*shade))
    }

    /// The nearest that stands far enough apart from each of the others. Black or white where no shade does.
    pub(crate) fn nearest_apart(self, others: &[Self], least: f32) -> Self {
        let is_apart = |shade: Self| others.iter().all(|other| shade.contrast(*other) >= least);
        self.nearest(is_apart).unwrap_or_else(|| self.nearest_end(others))
    }

    pub(crate) fn nearest_end(self, others: &[Self]) -> Self {
        let least = |end: Self| others.iter().map(|other| end.contrast(*other)).fold(21.0, f32::min);
        if least(Self::BLACK) > least(Self::WHITE) { Self::BLACK } else { Self::WHITE }
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::new(text).unwrap_or_else(|| panic!("{text} is a colour"))
    }

    #[test]
    fn what_only_looks_like_a_colour_is_none() {
        for text in ["#с0", "#é1", "#0в596", "#+f+f+f", "0b5966", "#12345", ""] {
            assert_eq!(Colour::new(text), None, "{text}");
        }
    }

    #[test]
    fn whatever_passes_for_the_nearest_can_be_read() {
        let grounds = [colour("#fbfaf7"), colour("#ffffff"), colour("#f2f0ea")];
        let every = (0..=255).step_by(51).flat_map(|red| (0..=255).step_by(51).map(move |green| (red, green)));
        for (red, green) in every {
            for blue in [0, 128, 255] {
                let own = Colour(Srgb::new(red, green, blue));
                let nearest = own.nearest_apart(&grounds, 4.5);
                assert!(grounds.iter().all(|ground| nearest.contrast(*ground) >= 4.5), "{own} became {nearest}");
                let has_passed = grounds.iter().all(|ground| own.contrast(*ground) >= 4.5);
                assert_eq!(has_passed, own == nearest, "{own} became {nearest}");
            }
        }
    }
}
