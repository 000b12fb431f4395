//! Fonts that hold bytes of an old encoding instead of letters, told by their names.

use crate::read::legacy::Legacy;

/// How the letters of a font are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) legacy: Legacy,
    /// Whether the font draws small letters as capitals.
    pub(super) capitals: bool,
}

/// How a font of this name is to be read; `None` where its letters are what they seem.
///
/// `.VnTime`, `.VnArialH` are the fonts of TCVN3 (TCVN 5712:1993, VN3), those ending in H draw capitals; `VNI-Times` and
/// its like are the fonts of VNI.
pub(super) fn reading(name: &str) -> Option<Reading> {
    let bare = name.split_once('+').filter(|(tag, _)| tag.len() == 6).map_or(name, |(_, bare)| bare);
    let bare = bare.trim_start_matches("#2E").trim_start_matches('.');
    if bare.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("vni-")) {
        return Some(Reading::of(Legacy::Vni));
    }
    let family =
        bare.strip_prefix("Vn").filter(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase() || c == '3'))?;
    let end = [",", "-", " ", "#20", "Bold", "Italic"].iter().filter_map(|style| family.find(style)).min();
    let family = &family[..end.unwrap_or(family.len())];
    Some(Reading { legacy: Legacy::Tcvn3, capitals: family.ends_with('H') })
}

impl Reading {
    /// That of fonts which draw letters as they are.
    pub(super) fn of(legacy: Legacy) -> Reading {
        Reading { legacy, capitals: false }
    }

    /// The letters that stand for `seen`; `None` where they can't be bytes.
    pub(super) fn read(self, seen: &str) -> Option<String> {
        let bytes: String = seen.chars().map(byte_of).collect();
        let letters = self.legacy.again(&bytes)?;
        Some(if self.capitals { letters.to_uppercase() } else { letters })
    }
}

/// The Latin letter whose glyph a font's encoding takes for another sign that looks the same (Adobe Glyph List).
fn byte_of(seen: char) -> char {
    match seen {
        '\u{2010}' | '\u{2212}' => '\u{ad}',
        '\u{2219}' => '\u{b7}',
        '\u{3bc}' => '\u{b5}',
        '\u{2c9}' => '\u{af}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_by_their_names() {
        for (name, legacy, capitals) in [
            (".VnTime", Some(Legacy::Tcvn3), false),
            ("ABCDEF+.VnTimeH", Some(Legacy::Tcvn3), true),
            (".VnArialH-Bold", Some(Legacy::Tcvn3), true),
            (".VnTime,Bold", Some(Legacy::Tcvn3), false),
            ("VNI-Times", Some(Legacy::Vni), false),
            ("ABCDEF+VNI-Helve-Condense", Some(Legacy::Vni), false),
            ("TimesNewRomanPSMT", None, false),
            ("FBHPFO+VnTimeHBold", Some(Legacy::Tcvn3), true),
            ("BADEPR+.Vn3DH,Bold", Some(Legacy::Tcvn3), true),
            ("Vnimble", None, false),
        ] {
            let found = reading(name);
            assert_eq!(found.map(|found| found.legacy), legacy, "{name}");
            assert_eq!(found.is_some_and(|found| found.capitals), capitals, "{name}");
        }
    }

    #[test]
    fn letters_of_an_old_font() {
        let plain = Reading::of(Legacy::Tcvn3);
        assert_eq!(plain.read("S«ng Lam").as_deref(), Some("Sông Lam"));
        assert_eq!(Reading { capitals: true, ..plain }.read("s«ng").as_deref(), Some("SÔNG"));
        assert_eq!(plain.read("n−íc").as_deref(), Some("nước"));
        assert_eq!(plain.read("đê"), None);
        assert_eq!(Reading::of(Legacy::Vni).read("ñeâ bieån").as_deref(), Some("đê biển"));
    }
}
