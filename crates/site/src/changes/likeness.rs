//! How alike two texts are, by the words that they share.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};

/// The words of a text without their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bag(Vec<u64>);

impl Bag {
    pub(super) fn new<T: Hash>(words: &[T]) -> Self {
        let hasher = BuildHasherDefault::<DefaultHasher>::default();
        let mut hashes: Vec<u64> = words.iter().map(|word| hasher.hash_one(word)).collect();
        hashes.sort_unstable();
        Self(hashes)
    }

    /// The share of words that two texts have in common, from 0 to 1 (Sørensen and Dice), where it is `least` at least;
    /// else 0. Two texts without words are alike.
    pub(super) fn likeness(&self, other: &Self, least: f64) -> f64 {
        let all = self.0.len() + other.0.len();
        if all == 0 {
            return 1.0;
        }
        let share = |common: usize| 2.0 * count(common) / count(all);
        // A long text and a short one are told apart without a look at their words.
        if share(self.0.len().min(other.0.len())) < least {
            return 0.0;
        }
        let likeness = share(self.common(other));
        if likeness < least { 0.0 } else { likeness }
    }

    /// How many words two texts share, repetitions counted.
    fn common(&self, other: &Self) -> usize {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut common = 0;
        while let (Some(one), Some(two)) = (left.peek(), right.peek()) {
            match one.cmp(two) {
                std::cmp::Ordering::Less => {
                    left.next();
                }
                std::cmp::Ordering::Greater => {
                    right.next();
                }
                std::cmp::Ordering::Equal => {
                    common += 1;
                    left.next();
                    right.next();
                }
            }
        }
        common
    }
}

/// A number of words as a number to divide.
pub(super) fn count(words: usize) -> f64 {
    u32::try_from(words).map_or(f64::from(u32::MAX), f64::from)
}
