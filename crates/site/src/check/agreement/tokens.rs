//! A text as a row of digits, words and signs, through which values are read.

use std::ops::Range;

use crate::edition::is_apostrophe;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) is: Kind,
    pub(super) range: Range<usize>,
    /// White space stands before it.
    pub(super) spaced: bool,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits in a row.
    Digits(String),
    /// Letters in a row, in lower case and without apostrophes, and whether the first is a capital.
    Word(String, bool),
    /// Any other character.
    Sign(char),
}

/// The tokens of a text. Lines end with a sign.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut spaced = true;
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() && c != '\n' {
            spaced = true;
            continue;
        }
        let belongs: fn(char) -> bool = match c {
            c if c.is_ascii_digit() => |c| c.is_ascii_digit(),
            c if c.is_alphabetic() => |c| c.is_alphabetic() || is_apostrophe(c) || is_mark(c),
            _ => |_| false,
        };
        let mut end = start + c.len_utf8();
        while let Some((at, next)) = chars.next_if(|(_, next)| belongs(*next)) {
            end = at + next.len_utf8();
        }
        tokens.push(Token { is: kind(&text[start..end], c), range: start..end, spaced });
        spaced = false;
    }
    tokens
}

/// The words of a text, each of which begins with the first character that may begin one, and goes on with its parts.
pub(super) fn words(
    text: &str,
    begins: fn(char) -> bool,
    is_part: fn(char) -> bool,
) -> impl Iterator<Item = Range<usize>> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = rest.find(|(_, c)| begins(*c))?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = rest.next_if(|(_, c)| is_part(*c)) {
            end = at + c.len_utf8();
        }
        Some(start..end)
    })
}

fn kind(written: &str, first: char) -> Kind {
    if first.is_ascii_digit() {
        Kind::Digits(written.to_owned())
    } else if first.is_alphabetic() {
        let letters = written.chars().filter(|c| !is_apostrophe(*c) && !is_mark(*c));
        Kind::Word(letters.flat_map(char::to_lowercase).collect(), first.is_uppercase())
    } else {
        Kind::Sign(first)
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

/// A place among tokens, which moves on as they are read.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    /// Digits, wherever they stand.
    pub(super) fn digits(&mut self) -> Option<&'a str> {
        let Kind::Digits(digits) = &self.peek()?.is else { return None };
        self.at += 1;
        Some(digits)
    }

    /// Digits with nothing between them and what was read before.
    pub(super) fn joined_digits(&mut self) -> Option<&'a str> {
        self.peek().filter(|token| !token.spaced)?;
        self.digits()
    }

    /// A word in lower case, and whether it began with a capital.
    pub(super) fn word(&mut self) -> Option<(&'a str, bool)> {
        let Kind::Word(word, capital) = &self.peek()?.is else { return None };
        self.at += 1;
        Some((word, *capital))
    }

    /// A sign of those, with nothing between it and what was read before.
    pub(super) fn joined_sign(&mut self, signs: &[char]) -> Option<char> {
        self.peek().filter(|token| !token.spaced)?;
        self.sign(signs)
    }

    /// A sign of those.
    pub(super) fn sign(&mut self, signs: &[char]) -> Option<char> {
        let Kind::Sign(sign) = self.peek()?.is else { return None };
        signs.contains(&sign).then(|| self.at += 1)?;
        Some(sign)
    }

    /// Where the tokens stand that were read since `start`.
    pub(super) fn range_since(&self, start: usize) -> Range<usize> {
        let last = &self.tokens[self.at.saturating_sub(1).max(start)];
        self.tokens[start].range.start..last.range.end
    }
}
