//! Bullets that are drawn and no letters: small shapes before the first letter of a line.

use hayro_interpret::kurbo::Rect;

use super::sheet::Letter;

/// A page with more small shapes is a drawing: what lies beyond is no bullet.
const MAX_SHAPES: usize = 300;

/// What is larger is no bullet, in points.
const MAX_SIZE: f64 = 12.0;

/// A bullet takes at least and at most this part of the size of the letters beside it.
const SMALLEST: f32 = 0.12;
const LARGEST: f32 = 0.8;

/// A bullet is at most so many times as wide as tall, or as tall as wide.
const MAX_STRETCH: f64 = 1.5;

/// A bullet's middle stands at most this part of the letters' size above their line.
const HIGHEST: f32 = 0.75;

/// The text stands at most so many letters behind its bullet, and nothing at least so many before it.
const MAX_DISTANCE: f32 = 3.5;
const MIN_ROOM: f32 = 1.5;

/// A small shape.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    area: Rect,
    /// The bullet that it is if it is one: `•`, or `◦` where only its outline is drawn.
    bullet: char,
}

impl Shape {
    /// The shape that an area of the page shows, if it is as small and as tall as wide as a bullet.
    pub(super) fn of(area: Rect, is_filled: bool) -> Option<Self> {
        let (width, height) = (area.width(), area.height());
        let is_bullet = width.max(height) <= MAX_SIZE && width.max(height) <= width.min(height) * MAX_STRETCH;
        is_bullet.then_some(Self { area, bullet: if is_filled { '•' } else { '◦' } })
    }
}

/// Puts a bullet among the letters for each shape that stands where one would.
pub(super) fn insert(letters: &mut Vec<Letter>, shapes: &[Shape]) {
    for shape in shapes.iter().take(MAX_SHAPES) {
        let Some(at) = beside(letters, shape) else { continue };
        let bullet = Letter {
            text: shape.bullet.to_string(),
            left: shape.area.x0 as f32,
            right: shape.area.x1 as f32,
            is_bold: false,
            link: None,
            ..letters[at].clone()
        };
        letters.insert(at, bullet);
    }
}

/// The letter that a shape is the bullet of: the next on its line, before which no other stands.
fn beside(letters: &[Letter], shape: &Shape) -> Option<usize> {
    let middle = shape.area.center().y as f32;
    let (left, right, height) = (shape.area.x0 as f32, shape.area.x1 as f32, shape.area.height() as f32);
    let is_on_line = |letter: &Letter| {
        (0.0..=HIGHEST * letter.size).contains(&(letter.base - middle)) && !letter.text.trim().is_empty()
    };
    let on_line = || letters.iter().enumerate().filter(|(_, letter)| is_on_line(letter));
    let behind = on_line().filter(|(_, letter)| letter.left >= right - 1.0);
    let (at, next) = behind.min_by(|(_, one), (_, other)| one.left.total_cmp(&other.left))?;
    let fits =
        (SMALLEST * next.size..=LARGEST * next.size).contains(&height) && next.left - right <= MAX_DISTANCE * next.size;
    let is_first = on_line().all(|(_, other)| other.left >= right - 1.0 || other.right <= left - MIN_ROOM * next.size);
    (fits && is_first).then_some(at)
}
