//! Matching: which passage of the old text is which of the new one, by number and by likeness.

use std::collections::HashMap;

use super::passage::Passage;
use super::words::Word;
use super::{Change, Moved};

/// Passages that share fewer words are not the same one, whatever their place.
const ALIKE: f64 = 0.5;
/// How much more alike passages count that stand in the same place.
const SAME_PLACE: f64 = 0.2;
/// So many words are hardly the same by chance.
const TELLING: usize = 6;
/// The most pairs of passages whose likeness is reckoned; where more changed, a passage is looked for in its place only.
const MOST_PAIRS: usize = 100_000;
/// A passage that stayed in its place is the same one with far fewer words in common.
const ALIKE_IN_PLACE: f64 = 0.2;

/// A passage as it was and as it is; one of the two where it was added or removed.
type Pair<'a> = (Option<Passage<'a>>, Option<Passage<'a>>);

/// Pairs the passages of two texts, each exactly once. The pairs come in the order of the new text; what was removed
/// comes behind what it followed.
pub(super) fn pairs<'a>(old: Vec<Passage<'a>>, new: Vec<Passage<'a>>) -> Vec<Pair<'a>> {
    let mut matching =
        Matching { partners: vec![None; old.len()], taken: vec![false; new.len()], old: &old, new: &new };
    matching.translated();
    matching.same_words_in_place();
    matching.same_words();
    matching.alike();
    matching.in_place();
    let partners = matching.partners;
    in_order(old, new, &partners)
}

struct Matching<'m, 'a> {
    old: &'m [Passage<'a>],
    new: &'m [Passage<'a>],
    /// The place of each old passage's partner.
    partners: Vec<Option<usize>>,
    /// Whether a new passage has a partner.
    taken: Vec<bool>,
}

impl Matching<'_, '_> {
    fn join(&mut self, old: usize, new: usize) {
        if self.partners[old].is_none() && !self.taken[new] {
            self.partners[old] = Some(new);
            self.taken[new] = true;
        }
    }

    fn free_old(&self) -> Vec<usize> {
        (0..self.old.len()).filter(|place| self.partners[*place].is_none()).collect()
    }

    fn free_new(&self) -> Vec<usize> {
        (0..self.new.len()).filter(|place| !self.taken[*place]).collect()
    }

    fn free_by_key(&self) -> HashMap<&str, usize> {
        self.free_new().into_iter().map(|place| (self.new[place].key.as_str(), place)).collect()
    }

    /// Passages in different languages share no words, so that only their numbers can tell.
    fn translated(&mut self) {
        let by_key = self.free_by_key();
        let locale = |passage: &Passage<'_>| passage.edition.edition.locale.clone();
        let same = |old: usize| {
            let new = *by_key.get(self.old[old].key.as_str())?;
            (locale(&self.old[old]) != locale(&self.new[new])).then_some((old, new))
        };
        let found: Vec<_> = (0..self.old.len()).filter_map(same).collect();
        found.into_iter().for_each(|(old, new)| self.join(old, new));
    }

    /// Nearly all passages of nearly all versions.
    fn same_words_in_place(&mut self) {
        let by_key = self.free_by_key();
        let same = |old: usize| {
            let new = *by_key.get(self.old[old].key.as_str())?;
            (self.old[old].words == self.new[new].words).then_some((old, new))
        };
        let found: Vec<_> = (0..self.old.len()).filter_map(same).collect();
        found.into_iter().for_each(|(old, new)| self.join(old, new));
    }

    /// Passages that were only renumbered; of several with the same words the first goes to the first.
    fn same_words(&mut self) {
        let mut by_words: HashMap<&[Word], Vec<usize>> = HashMap::new();
        for new in self.free_new() {
            by_words.entry(&self.new[new].words).or_default().push(new);
        }
        for old in self.free_old() {
            let known = by_words.get_mut(self.old[old].words.as_slice());
            let Some(known) = known else { continue };
            if let Some(place) = known.iter().position(|new| self.fit(old, *new)) {
                let new = known.remove(place);
                self.join(old, new);
            }
        }
    }

    /// The likest first, those in the same place before others.
    fn alike(&mut self) {
        let (free_old, free_new) = (self.free_old(), self.free_new());
        if free_old.len().saturating_mul(free_new.len()) > MOST_PAIRS {
            return;
        }
        let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
        for old in free_old {
            for &new in &free_new {
                let likeness = self.old[old].bag.likeness(&self.new[new].bag, ALIKE);
                if likeness > 0.0 && self.fit(old, new) {
                    let bonus = if self.old[old].key == self.new[new].key { SAME_PLACE } else { 0.0 };
                    candidates.push((likeness + bonus, old, new));
                }
            }
        }
        candidates.sort_by(|one, two| two.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(two.1, two.2))));
        candidates.into_iter().for_each(|(_, old, new)| self.join(old, new));
    }

    /// What is left under the same number, or under the number that it has since its section moved.
    fn in_place(&mut self) {
        let by_key = self.free_by_key();
        let moved: HashMap<&str, &str> = self.keys_of_partners();
        let partner = |old: usize| {
            let passage = &self.old[old];
            let new = *by_key.get(moved_key(&passage.key, &moved).as_str())?;
            let is_alike = passage.bag.likeness(&self.new[new].bag, ALIKE_IN_PLACE) > 0.0;
            let both_headed = passage.heading.is_some() && self.new[new].heading.is_some();
            (is_alike || both_headed).then_some((old, new))
        };
        let found: Vec<_> = self.free_old().into_iter().filter_map(partner).collect();
        found.into_iter().for_each(|(old, new)| self.join(old, new));
    }

    fn keys_of_partners(&self) -> HashMap<&str, &str> {
        let pair =
            |(old, new): (usize, &Option<usize>)| Some((self.old[old].key.as_str(), self.new[(*new)?].key.as_str()));
        self.partners.iter().enumerate().filter_map(pair).collect()
    }

    /// Whether two passages can be the same one. A footnote is no clause; and a few words (`c) your name;`) are the same
    /// in many places, so that they are looked for below the same clause only.
    fn fit(&self, old: usize, new: usize) -> bool {
        let (old, new) = (&self.old[old], &self.new[new]);
        let is_telling = |passage: &Passage<'_>| passage.heading.is_some() || passage.words.len() >= TELLING;
        old.note.is_some() == new.note.is_some()
            && (is_telling(old) && is_telling(new) || parent(&old.key) == parent(&new.key))
    }
}

fn parent(key: &str) -> &str {
    key.rsplit_once('.').map_or("", |(parent, _)| parent)
}

/// The key that a passage would have if it had moved along with the nearest clause above it that has a partner.
fn moved_key(key: &str, partners: &HashMap<&str, &str>) -> String {
    let mut above = key;
    while let Some((parent, _)) = above.rsplit_once('.') {
        if let Some(partner) = partners.get(parent) {
            return format!("{partner}{}", &key[parent.len()..]);
        }
        above = parent;
    }
    key.to_owned()
}

fn in_order<'a>(old: Vec<Passage<'a>>, new: Vec<Passage<'a>>, partners: &[Option<usize>]) -> Vec<Pair<'a>> {
    // What an old passage follows in the new text, plus one; 0 for what stands before all that is left.
    let mut follows = 0;
    let mut removed: Vec<(usize, Passage<'a>)> = Vec::new();
    let mut kept: HashMap<usize, Passage<'a>> = HashMap::new();
    for (passage, partner) in old.into_iter().zip(partners) {
        match partner {
            Some(new) => {
                follows = new + 1;
                kept.insert(*new, passage);
            }
            None => removed.push((follows, passage)),
        }
    }
    removed.sort_by_key(|(follows, _)| *follows);
    let mut removed = removed.into_iter().peekable();
    let mut pairs = Vec::new();
    let mut next = |after: usize, pairs: &mut Vec<Pair<'a>>| {
        while let Some((_, passage)) = removed.next_if(|(follows, _)| *follows == after) {
            pairs.push((Some(passage), None));
        }
    };
    next(0, &mut pairs);
    for (place, passage) in new.into_iter().enumerate() {
        pairs.push((kept.remove(&place), Some(passage)));
        next(place + 1, &mut pairs);
    }
    pairs
}

/// Finds out what has another number than before, and what only moved along with the clause that it is a part of.
pub(super) fn set_moved(changes: &mut [Change<'_>]) {
    let pair = |change: &Change<'_>| Some((change.old.as_ref()?.key.clone(), change.new.as_ref()?.key.clone()));
    let partners: HashMap<String, String> = changes.iter().filter_map(pair).collect();
    let partners: HashMap<&str, &str> = partners.iter().map(|(old, new)| (old.as_str(), new.as_str())).collect();
    for change in changes {
        let (Some(old), Some(new)) = (&change.old, &change.new) else { continue };
        change.moved = match (old.number, new.number) {
            (Some(_), Some(_)) if old.key == new.key => Moved::No,
            (Some(_), Some(_)) if moved_key(&old.key, &partners) == new.key => Moved::Along,
            (Some(_), Some(_)) => Moved::Alone,
            _ => Moved::No,
        };
    }
}
