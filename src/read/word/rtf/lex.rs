//! Bytes of an RTF → tokens (Rich Text Format 1.9.1, "Conventions of an RTF Reader").

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'b> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\par`, `\fs26`: a word of ASCII letters and its number.
    Word(&'b str, Option<i32>),
    /// `\~`, `\*`: a sign.
    Sign(u8),
    /// `\'e9`
    Byte(u8),
    /// Text up to the next token, without line ends.
    Text(&'b [u8]),
}

/// The tokens of `bytes`.
pub(super) struct Tokens<'b> {
    rest: &'b [u8],
}

impl<'b> Tokens<'b> {
    pub(super) fn of(bytes: &'b [u8]) -> Tokens<'b> {
        Tokens { rest: bytes }
    }

    fn take(&mut self, count: usize) -> &'b [u8] {
        let (taken, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// What follows a backslash.
    fn control(&mut self) -> Option<Token<'b>> {
        let letters = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters == 0 {
            return self.sign();
        }
        let word = std::str::from_utf8(self.take(letters)).unwrap_or_default();
        let number = self.number();
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        if word == "bin" {
            self.take(usize::try_from(number.unwrap_or(0)).unwrap_or(0));
        }
        Some(Token::Word(word, number))
    }

    fn sign(&mut self) -> Option<Token<'b>> {
        let sign = *self.take(1).first()?;
        if sign != b'\'' {
            return Some(Token::Sign(sign));
        }
        let digits = self.rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if byte.is_some() {
            self.take(2);
        }
        Some(byte.map_or(Token::Sign(b'\''), Token::Byte))
    }

    fn number(&mut self) -> Option<i32> {
        const LONGEST: usize = 10;
        let minus = usize::from(self.rest.first() == Some(&b'-'));
        let digits = self.rest.iter().skip(minus).take(LONGEST).take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            return None;
        }
        std::str::from_utf8(self.take(minus + digits)).ok()?.parse().ok()
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        loop {
            match self.rest.first()? {
                b'{' => {
                    self.take(1);
                    return Some(Token::Open);
                }
                b'}' => {
                    self.take(1);
                    return Some(Token::Close);
                }
                b'\\' => {
                    self.take(1);
                    return self.control();
                }
                b'\r' | b'\n' | 0 => {
                    self.take(1);
                }
                _ => {
                    let end = self.rest.iter().position(|byte| matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0));
                    return Some(Token::Text(self.take(end.unwrap_or(self.rest.len()))));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_every_kind() {
        let all: Vec<Token<'_>> = Tokens::of(b"{\\rtf1 a\\'e9\\u-7 \\~\r\nb\\bin3 }}}\\b0}\\").collect();
        assert_eq!(
            all,
            [
                Token::Open,
                Token::Word("rtf", Some(1)),
                Token::Text(b"a"),
                Token::Byte(0xe9),
                Token::Word("u", Some(-7)),
                Token::Sign(b'~'),
                Token::Text(b"b"),
                Token::Word("bin", Some(3)),
                Token::Word("b", Some(0)),
                Token::Close,
            ]
        );
    }
}
