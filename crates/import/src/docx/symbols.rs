//! Signs of the fonts that had signs before Unicode did.

/// The character that a sign of a font means, where Unicode has it.
pub(super) fn meant(font: &str, code: u32) -> Option<char> {
    // Word moves the signs of such fonts to where Unicode has nothing.
    let own = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    let is_of_font = |(name, sign, _): &&(&str, u32, char)| font.starts_with(name) && *sign == own;
    let known = SIGNS.iter().find(is_of_font).map(|(_, _, meant)| *meant);
    let is_of_unicode = !font.starts_with("Wingdings") && !font.starts_with("Webdings") && !font.starts_with("Symbol");
    known.or_else(|| char::from_u32(own).filter(|c| is_of_unicode && !c.is_control()))
}

/// Signs that stand in texts: boxes to tick, bullets, arrows, and what is written with a formula.
const SIGNS: [(&str, u32, char); 40] = [
    ("Wingdings 2", 0x50, '✓'),
    ("Wingdings 2", 0x51, '☒'),
    ("Wingdings 2", 0x52, '☑'),
    ("Wingdings 2", 0xa3, '☐'),
    ("Wingdings", 0x22, '✂'),
    ("Wingdings", 0x28, '☎'),
    ("Wingdings", 0x2a, '✉'),
    ("Wingdings", 0x2b, '✉'),
    ("Wingdings", 0x6c, '●'),
    ("Wingdings", 0x6e, '■'),
    ("Wingdings", 0x6f, '□'),
    ("Wingdings", 0x71, '❑'),
    ("Wingdings", 0x72, '❒'),
    ("Wingdings", 0x75, '◆'),
    ("Wingdings", 0x76, '❖'),
    ("Wingdings", 0x9f, '•'),
    ("Wingdings", 0xa7, '▪'),
    ("Wingdings", 0xa8, '☐'),
    ("Wingdings", 0xd8, '➢'),
    ("Wingdings", 0xdf, '←'),
    ("Wingdings", 0xe0, '→'),
    ("Wingdings", 0xe8, '➔'),
    ("Wingdings", 0xf0, '⇨'),
    ("Wingdings", 0xfb, '✗'),
    ("Wingdings", 0xfc, '✓'),
    ("Wingdings", 0xfd, '☒'),
    ("Wingdings", 0xfe, '☑'),
    ("Symbol", 0x2b, '+'),
    ("Symbol", 0x2d, '−'),
    ("Symbol", 0xa3, '≤'),
    ("Symbol", 0xae, '→'),
    ("Symbol", 0xb0, '°'),
    ("Symbol", 0xb1, '±'),
    ("Symbol", 0xb3, '≥'),
    ("Symbol", 0xb4, '×'),
    ("Symbol", 0xb7, '•'),
    ("Symbol", 0xd2, '®'),
    ("Symbol", 0xd3, '©'),
    ("Symbol", 0xd4, '™'),
    ("Symbol", 0xde, '⇒'),
];
