//! The article as it is stored: all that is needed to show a hit without opening its file.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::analyse::MentionKind;
use crate::read::DateSource;
use crate::split::cut::{Because, DOUBTFUL};
use crate::text::compact;

/// One article. Field names are short because each is stored with every article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    /// The file, relative to the folder that was indexed.
    #[serde(rename = "f")]
    pub file: String,
    /// The folder that was indexed, absolute.
    #[serde(rename = "root")]
    pub root: String,
    /// 1-based line or number of the record in a file of many.
    #[serde(rename = "rec", default, skip_serializing_if = "Option::is_none")]
    pub record: Option<u64>,
    /// 1-based place in the document.
    #[serde(rename = "part")]
    pub part: u32,
    /// The record's own id.
    #[serde(rename = "id", default, skip_serializing_if = "Option::is_none")]
    pub source_id: Option<String>,
    /// The headline.
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Authors.
    #[serde(rename = "by", default, skip_serializing_if = "Vec::is_empty")]
    pub byline: Vec<String>,
    /// Captions of photographs.
    #[serde(rename = "c", default, skip_serializing_if = "Vec::is_empty")]
    pub captions: Vec<String>,
    /// The paper or site.
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Where it stands on the web.
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// 1-based page.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// 1-based lines of the file, both ends included, in reading order.
    #[serde(rename = "l", default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<(u32, u32)>,
    /// For each printed line of the text: its first byte there, its 1-based line in the file.
    #[serde(rename = "ls", default, skip_serializing_if = "Vec::is_empty")]
    pub line_starts: Vec<(u32, u32)>,
    /// The day of publication and what says so.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub published: Option<(Date, DateSource)>,
    /// Other sources that name another day.
    #[serde(rename = "dd", default, skip_serializing_if = "Vec::is_empty")]
    pub disputed: Vec<(Date, DateSource)>,
    /// Officials, where the text names them.
    #[serde(rename = "o", default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<StoredMention>,
    /// Posts without a name.
    #[serde(rename = "r", default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<StoredRole>,
    /// How sure the splitter was of its borders, in hundredths.
    #[serde(rename = "q", default = "certain", skip_serializing_if = "is_certain")]
    pub confidence: u8,
    /// Where it was in doubt: what it went by.
    #[serde(rename = "w", default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
    /// The paragraphs, a newline between two; kept behind the rest.
    #[serde(skip)]
    pub text: String,
}

fn certain() -> u8 {
    100
}

fn is_certain(hundredths: &u8) -> bool {
    *hundredths >= certain()
}

/// An official in a stored article. The key follows from the name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredMention {
    /// The full name.
    #[serde(rename = "n")]
    pub name: String,
    /// First byte of the name in the text.
    #[serde(rename = "a")]
    pub start: u32,
    /// Byte behind the name.
    #[serde(rename = "z")]
    pub end: u32,
    /// Posts as printed.
    #[serde(rename = "p", default, skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<String>,
    /// Whether a post is stated.
    #[serde(rename = "k")]
    pub kind: MentionKind,
}

/// A post without a name in a stored article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredRole {
    /// The post as printed.
    #[serde(rename = "p")]
    pub title: String,
    /// Its holder, where the article names exactly one.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// First byte of the post in the text.
    #[serde(rename = "a")]
    pub start: u32,
    /// Byte behind the post.
    #[serde(rename = "z")]
    pub end: u32,
}

/// Bytes of the number that says how long all but the text is.
const LENGTH: usize = size_of::<u32>();

impl Stored {
    /// The article in bytes: the length of all but its text (little-endian), that as JSON, the text; both
    /// [one byte a letter](compact).
    ///
    /// # Errors
    /// When all but the text is longer than 4 GB.
    pub fn to_bytes(&self) -> std::io::Result<Vec<u8>> {
        let about = serde_json::to_string(self)?;
        let mut bytes = Vec::with_capacity(LENGTH + about.len() + self.text.len());
        bytes.extend_from_slice(&[0; LENGTH]);
        compact::encode(&about, &mut bytes);
        let length = u32::try_from(bytes.len() - LENGTH).map_err(std::io::Error::other)?;
        bytes[..LENGTH].copy_from_slice(&length.to_le_bytes());
        compact::encode(&self.text, &mut bytes);
        Ok(bytes)
    }

    /// The article of which [`Stored::to_bytes`] made these bytes.
    ///
    /// # Errors
    /// When they are damaged.
    pub fn from_bytes(bytes: &[u8]) -> std::io::Result<Stored> {
        let damaged = || std::io::Error::other("its bytes are damaged");
        let (length, rest) = bytes.split_first_chunk::<LENGTH>().ok_or_else(damaged)?;
        let (about, text) = rest.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or_else(damaged)?;
        let about = compact::decode(about).ok_or_else(damaged)?;
        let text = compact::decode(text).ok_or_else(damaged)?;
        Ok(Stored { text, ..serde_json::from_str(&about)? })
    }

    /// Whether somebody should look at its borders.
    pub fn is_doubtful(&self) -> bool {
        f32::from(self.confidence) < DOUBTFUL * 100.0
    }

    /// The 1-based line of the file on which the byte `at` of the text lies, where lines are known.
    pub fn line_of(&self, at: usize) -> Option<u32> {
        let after = self.line_starts.partition_point(|(start, _)| *start as usize <= at);
        after.checked_sub(1).map(|i| self.line_starts[i].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article() -> Stored {
        let about = r#"{"f": "Tin/1.txt", "root": "/báo", "part": 2, "t": "Mưa lớn ở “Vạn Khê”"}"#;
        Stored {
            text: "Sáng 3/5,\nmưa 120 mm – ngập…".to_owned(), ..serde_json::from_str(about).expect("an article")
        }
    }

    #[test]
    fn an_article_comes_back() {
        let bytes = article().to_bytes().expect("bytes");
        assert_eq!(Stored::from_bytes(&bytes).expect("an article"), article());
    }

    #[test]
    fn damaged_articles_are_errors() {
        let bytes = article().to_bytes().expect("bytes");
        for length in 0..LENGTH + 20 {
            assert!(Stored::from_bytes(&bytes[..length]).is_err(), "{length}");
        }
        assert!(Stored::from_bytes(&[0xff; 40]).is_err());
    }
}
