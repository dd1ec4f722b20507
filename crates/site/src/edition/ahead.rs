//! What lies ahead in the text: a number such as `2.` is a section's when `2.1` is the next number after it.

use std::collections::HashSet;

use super::draft::{Container, Event};
use super::inlines::{label_of, place};
use super::label::LabelKind;
use super::model::Inline;

/// The numbers of a text in their order, whatever they turn out to be.
pub(super) struct Ahead {
    /// Where each is written.
    numbers: Vec<(usize, Vec<u16>)>,
    /// The items that are the only ones of their lists, by their places.
    alone: HashSet<usize>,
}

impl Ahead {
    pub(super) fn of(events: &[Event]) -> Self {
        let mut ahead = Self { numbers: Vec::new(), alone: HashSet::new() };
        let mut open: Vec<Vec<usize>> = Vec::new();
        for event in events {
            ahead.note(event);
            match event {
                Event::Open(container) => {
                    if let (Container::Item { at, .. }, Some(items)) = (container, open.last_mut()) {
                        items.push(*at);
                    }
                    open.push(Vec::new());
                }
                Event::Close => ahead.alone.extend(open.pop().filter(|items| items.len() == 1).into_iter().flatten()),
                _ => {}
            }
        }
        ahead
    }

    fn note(&mut self, event: &Event) {
        match event {
            Event::Heading(heading) => self.note_line(&heading.inlines),
            Event::Paragraph(words) => {
                let is_break = |inline: &Inline| matches!(inline, Inline::SoftBreak | Inline::LineBreak);
                words.split(is_break).for_each(|line| self.note_line(line));
            }
            Event::Open(Container::Item { marker: Some(marker), at }) => {
                let number = marker.strip_suffix('.').and_then(|digits| digits.parse().ok());
                self.numbers.extend(number.map(|number| (*at, vec![number])));
            }
            _ => {}
        }
    }

    fn note_line(&mut self, line: &[Inline]) {
        if let Some(LabelKind::Number { parts, .. }) = label_of(line).map(|label| label.kind)
            && let Some(at) = place(line)
        {
            self.numbers.push((at, parts));
        }
    }

    /// Whether the number after the one at a place is that of the first clause of a section.
    pub(super) fn begins_section(&self, at: usize, section: u16) -> bool {
        let next = self.numbers.partition_point(|(place, _)| *place <= at);
        self.numbers.get(next).is_some_and(|(_, parts)| *parts == [section, 1])
    }

    /// Whether an item is the only one of its list.
    pub(super) fn is_alone(&self, at: usize) -> bool {
        self.alone.contains(&at)
    }
}
