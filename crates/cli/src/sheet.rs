//! Tables for spreadsheets: RFC 4180, in which no cell is reckoned with.

/// The rows as RFC 4180 writes them.
pub(crate) fn sheet(rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        let cells = row.iter().map(|cell| guarded(cell));
        writer.write_record(cells.collect::<Vec<_>>()).expect("memory takes what is written");
    }
    let bytes = writer.into_inner().expect("memory takes what is written");
    String::from_utf8(bytes).expect("texts with commas and quotes between them are a text")
}

/// The cell as text: an apostrophe keeps a spreadsheet from reckoning with what a subject typed.
fn guarded(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\n', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}
