//! A page's letters, rules and links, and where they stand.

use std::collections::HashMap;

use hayro_interpret::font::{Glyph, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, PathSeg, Point, Rect, Shape as _, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};

use super::annotations;
use super::bullets::{self, Shape};
use crate::label::BULLETS;

/// A page. Lengths are in points, from the upper left.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Its number, counted from 1.
    pub(super) number: usize,
    /// How tall it is.
    pub(super) height: f32,
    /// Its letters, in the order in which they are drawn.
    pub(super) letters: Vec<Letter>,
    /// Its straight lines, horizontal and vertical.
    pub(super) rules: Vec<Rule>,
    /// Where its links lead.
    pub(super) addresses: Vec<String>,
    /// Where its links lead that lead nowhere from another place.
    pub(super) dead: Vec<String>,
    /// What is noted beside the text.
    pub(super) comments: String,
    /// How many of its letters do not say which they are.
    pub(super) untold: usize,
    /// Words that do not stand upright.
    pub(super) askew: String,
    /// Words that are not drawn.
    pub(super) hidden: String,
    /// Whether its letters are not drawn, but lie behind a picture of them.
    pub(super) is_recognized: bool,
    /// Whether it holds a picture.
    pub(super) has_image: bool,
}

/// A letter, or a few that are drawn as one.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    /// How far down the line is on which it stands.
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) is_bold: bool,
    /// Whether it is part of the page, not of the text: a running head, a page number.
    pub(super) is_artifact: bool,
    /// Which of the page's addresses it leads to.
    pub(super) link: Option<usize>,
}

/// A straight line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
}

/// What is thinner is a line, in points.
const MAX_THICKNESS: f32 = 2.5;

/// What is shorter is no line that divides anything.
const MIN_LENGTH: f32 = 6.0;

/// A page with more lines is a drawing: what lies beyond divides nothing.
const MAX_RULES: usize = 3000;

/// Letters that are drawn twice lie no further apart, in points.
const NEAR: f32 = 2.0;

/// Glyphs are a thousand units tall (PDF 32000-1 § 9.2.4).
const UNITS: f64 = 1000.0;

/// From this weight on a font is bold (PDF 32000-1, table 122).
const BOLD: u32 = 600;

impl Rule {
    /// Whether it lies; else it stands.
    pub(super) fn is_horizontal(&self) -> bool {
        self.right - self.left > self.bottom - self.top
    }
}

/// Reads all pages.
pub(super) fn read(pdf: &Pdf) -> Vec<Sheet> {
    let cache = InterpreterCache::new();
    let pages = pdf.pages().iter();
    (1..).zip(pages).map(|(number, page)| sheet(number, page, pdf, &cache)).collect()
}

/// Reads a page; one whose text runs up or down is turned.
fn sheet<'a>(number: usize, page: &Page<'a>, pdf: &'a Pdf, cache: &InterpreterCache<'a>) -> Sheet {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let upright = page.initial_transform(true).to_kurbo();
    let read = |place: Affine, height: f64| {
        let mut context =
            Context::new(place, Rect::new(0.0, 0.0, width, height), cache, pdf.xref(), InterpreterSettings::default());
        let sheet = Sheet { number, height: height as f32, ..Sheet::default() };
        let mut reader = Reader { sheet, ..Reader::default() };
        interpret_page(page, &mut context, &mut reader);
        let mut sheet = reader.end();
        annotations::read(&mut sheet, page, place);
        sheet
    };
    let sheet = read(upright, height);
    if sheet.askew.chars().count() <= sheet.letters.len() {
        return sheet;
    }
    let quarter = std::f64::consts::FRAC_PI_2;
    let turned = [
        read(Affine::translate((0.0, width)) * Affine::rotate(-quarter) * upright, width),
        read(Affine::translate((height, 0.0)) * Affine::rotate(quarter) * upright, width),
    ];
    turned.into_iter().fold(sheet, |best, turned| if turned.letters.len() > best.letters.len() { turned } else { best })
}

#[derive(Default)]
struct Reader {
    sheet: Sheet,
    /// Letters that are not drawn.
    unseen: Vec<Letter>,
    /// The marks that are open.
    marks: Vec<Mark>,
    /// What is drawn small.
    shapes: Vec<Shape>,
    /// The letters by where they stand, to know those that are drawn twice.
    places: HashMap<(i32, i32), Vec<usize>>,
}

/// What a mark says of what it holds (PDF 32000-1 § 14.8).
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    /// It is text.
    Text,
    /// It is part of the page, not of the text.
    Artifact,
    /// It is an item's label; where it is drawn, if that is not with letters.
    Label(Option<Rect>),
}

impl Reader {
    /// What is not drawn is what a program recognized in a picture where nothing else is on the page.
    fn end(mut self) -> Sheet {
        let has_text = !self.sheet.letters.is_empty();
        if !has_text && !self.unseen.is_empty() {
            self.sheet.is_recognized = true;
            self.sheet.letters = self.unseen;
        } else {
            self.sheet.hidden = self.unseen.iter().map(|letter| letter.text.as_str()).collect();
        }
        bullets::insert(&mut self.sheet.letters, &self.shapes);
        self.sheet
    }

    fn glyph(&mut self, glyph: &PositionedGlyph<'_>, props: &DrawProps<'_>, is_bold: bool, is_seen: bool) {
        let place = props.transform * glyph.transform();
        let advance = advance(glyph);
        let (start, end) = (place * Point::ZERO, place * Point::new(advance, 0.0));
        let up = place * Point::new(0.0, UNITS) - start;
        let text = self.told(glyph);
        if is_askew(end - start, up) {
            self.sheet.askew.push_str(&text);
            return;
        }
        if let Some(label @ Mark::Label(_)) = self.marks.last_mut() {
            *label = Mark::Text;
        }
        let letter = Letter {
            text,
            left: start.x as f32,
            right: end.x.max(start.x) as f32,
            base: start.y as f32,
            size: up.hypot() as f32,
            is_bold,
            is_artifact: self.marks.contains(&Mark::Artifact),
            link: None,
        };
        if is_seen { self.seen(letter) } else { self.unseen.push(letter) }
    }

    /// Adds a letter. Drawn twice, a little apart, is how some programs make it bold, or give it a shadow.
    fn seen(&mut self, letter: Letter) {
        let place = |length: f32| (length / NEAR).floor() as i32;
        let (x, y) = (place(letter.left), place(letter.base));
        let around = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y)));
        let near = around.filter_map(|place| self.places.get(&place)).flatten();
        let twin = near.copied().find(|at| is_same(&self.sheet.letters[*at], &letter));
        match twin {
            Some(at) => self.sheet.letters[at].is_bold = true,
            None => {
                self.places.entry((x, y)).or_default().push(self.sheet.letters.len());
                self.sheet.letters.push(letter);
            }
        }
    }

    /// Which letters a glyph stands for.
    fn told(&mut self, glyph: &Glyph<'_>) -> String {
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => String::new(),
        };
        let is_told = !text.is_empty() && !text.contains(is_nothing);
        if is_told {
            return text.chars().map(unligated).collect();
        }
        self.sheet.untold += 1;
        char::REPLACEMENT_CHARACTER.to_string()
    }

    fn rule(&mut self, area: Rect) {
        let (width, height) = (area.width() as f32, area.height() as f32);
        let is_line = width.min(height) <= MAX_THICKNESS && width.max(height) >= MIN_LENGTH;
        if is_line && self.sheet.rules.len() < MAX_RULES {
            let (left, top, right, bottom) = (area.x0 as f32, area.y0 as f32, area.x1 as f32, area.y1 as f32);
            self.sheet.rules.push(Rule { left, top, right, bottom });
        }
    }
}

impl<'a> Device<'a> for Reader {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let path = props.transform * path.clone();
        if let Some(Mark::Label(drawn)) = self.marks.last_mut() {
            let area = path.bounding_box();
            *drawn = Some(drawn.map_or(area, |drawn| drawn.union(area)));
            return;
        }
        self.shapes.extend(Shape::of(path.bounding_box(), !matches!(mode, DrawMode::Stroke(_))));
        match mode {
            DrawMode::Fill(_) => self.rule(path.bounding_box()),
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => {
                let lines = path.segments().filter_map(|segment| match segment {
                    PathSeg::Line(line) => Some(line.bounding_box()),
                    _ => None,
                });
                lines.for_each(|area| self.rule(area));
            }
            DrawMode::Invisible => {}
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.sheet.askew.push(' ');
        let is_bold = run.glyphs().first().is_some_and(|glyph| is_bold(glyph));
        let is_seen = !matches!(mode, DrawMode::Invisible);
        run.glyphs().iter().for_each(|glyph| self.glyph(glyph, &props, is_bold, is_seen));
    }

    fn begin_marked_content(&mut self, tag: &[u8], _: Option<&Dict<'_>>) {
        self.marks.push(match tag {
            b"Artifact" => Mark::Artifact,
            b"Lbl" => Mark::Label(None),
            _ => Mark::Text,
        });
    }

    fn end_marked_content(&mut self) {
        if let Some(Mark::Label(Some(area))) = self.marks.pop() {
            self.shapes.extend(Shape::of(area, true));
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.sheet.has_image = true;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

fn advance(glyph: &Glyph<'_>) -> f64 {
    let advance = match glyph {
        Glyph::Outline(glyph) => glyph.advance_width(),
        Glyph::Type3(glyph) => glyph.advance_width(),
    };
    f64::from(advance.unwrap_or(UNITS as f32 / 2.0))
}

/// Whether letters go on in another direction than to the right, or do not stand up.
fn is_askew(along: Vec2, up: Vec2) -> bool {
    let is_level = along.x >= 0.0 && along.y.abs() <= along.x.abs() / 10.0 || along.hypot() < f64::EPSILON;
    !is_level || up.y >= 0.0 || up.x.abs() > up.y.abs() / 2.0
}

fn is_same(one: &Letter, other: &Letter) -> bool {
    let near = (one.size / 8.0).min(NEAR);
    one.text == other.text
        && !one.text.trim().is_empty()
        && (one.left - other.left).abs() < near
        && (one.base - other.base).abs() < near
}

/// The letters of a ligature (Unicode's Alphabetic Presentation Forms), which is how a font draws them, not how one writes.
fn unligated(c: char) -> String {
    let letters = match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        _ => return c.to_string(),
    };
    letters.to_owned()
}

/// Whether a character stands for no letter: nothing that a keyboard writes, and no bullet of the fonts that have their own.
fn is_nothing(c: char) -> bool {
    let is_own = matches!(c, '\u{e000}'..='\u{f8ff}') && !BULLETS.contains(c);
    c == char::REPLACEMENT_CHARACTER || is_own || c.is_control() && !c.is_whitespace()
}

fn is_bold(glyph: &Glyph<'_>) -> bool {
    let Glyph::Outline(glyph) = glyph else { return false };
    let Some(font) = glyph.font_data() else { return false };
    let name = font.postscript_name.unwrap_or_default().to_lowercase();
    font.weight.is_some_and(|weight| weight >= BOLD)
        || ["bold", "black", "heavy"].iter().any(|bold| name.contains(bold))
}
