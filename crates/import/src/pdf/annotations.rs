//! What lies over a page: links and comments.

use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Rect as PdfRect, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, Point, Rect};

use super::sheet::Sheet;
use super::text::decoded;
use crate::block::is_link;

/// Reads what lies over a page. `place` is how the page lies.
pub(super) fn read(sheet: &mut Sheet, page: &Page<'_>, place: Affine) {
    for note in page.raw().get::<Array<'_>>("Annots").iter().flat_map(|notes| notes.iter::<Dict<'_>>()) {
        let is_link = note.get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_str() == "Link");
        if is_link {
            link(sheet, &note, place);
        } else if let Some(words) = note.get::<PdfString<'_>>("Contents") {
            sheet.comments.push_str(&decoded(words.as_bytes()));
            sheet.comments.push('\n');
        }
    }
}

/// Gives the letters that lie in a link its address.
fn link(sheet: &mut Sheet, note: &Dict<'_>, place: Affine) {
    let address = note.get::<Dict<'_>>("A").and_then(|action| action.get::<PdfString<'_>>("URI"));
    let (Some(address), Some(area)) = (address, note.get::<PdfRect>("Rect")) else { return };
    let address = String::from_utf8_lossy(address.as_bytes()).into_owned();
    if !is_link(&address) {
        sheet.dead.push(address);
        return;
    }
    let area = place.transform_rect_bbox(Rect::new(area.x0, area.y0, area.x1, area.y1));
    let number = sheet.addresses.len();
    sheet.addresses.push(address);
    for letter in &mut sheet.letters {
        let middle = (f64::from(letter.left + letter.right) / 2.0, f64::from(letter.base - letter.size / 4.0));
        if area.contains(Point::from(middle)) {
            letter.link = Some(number);
        }
    }
}
