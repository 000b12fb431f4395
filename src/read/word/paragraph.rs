//! Paragraphs of runs, as formats give them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::read::look::{Above, Align, Look, Place};

/// How letters are set; what isn't stated is as around them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Face {
    pub(super) font: Option<Arc<str>>,
    /// Half-points.
    pub(super) size: Option<u16>,
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) hidden: Option<bool>,
}

impl Face {
    /// This face where `over` states nothing else.
    pub(super) fn under(&self, over: &Face) -> Face {
        Face {
            font: over.font.clone().or_else(|| self.font.clone()),
            size: over.size.or(self.size),
            bold: over.bold.or(self.bold),
            italic: over.italic.or(self.italic),
            hidden: over.hidden.or(self.hidden),
        }
    }
}

/// Letters set alike.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) face: Face,
}

/// A paragraph: its runs, and what its style says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Paragraph {
    pub(super) runs: Vec<Run>,
    pub(super) heading: Option<u8>,
    pub(super) caption: bool,
    pub(super) align: Align,
    pub(super) above: Above,
    pub(super) place: Place,
}

impl Paragraph {
    /// Adds letters; what is hidden is left out.
    pub(super) fn push(&mut self, text: &str, face: &Face) {
        if face.hidden == Some(true) || text.is_empty() {
            return;
        }
        match self.runs.last_mut() {
            Some(run) if run.face == *face => run.text.push_str(text),
            _ => self.runs.push(Run { text: text.to_owned(), face: face.clone() }),
        }
    }

    /// Its letters.
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }

    /// How most of its letters look.
    pub(super) fn look(&self) -> Look {
        let most = |test: &dyn Fn(&Face) -> bool| {
            let set: usize = self.runs.iter().filter(|run| test(&run.face)).map(letters).sum();
            set * 2 > self.runs.iter().map(letters).sum()
        };
        Look {
            heading: self.heading,
            caption: self.caption,
            size: self.size(),
            bold: most(&|face| face.bold == Some(true)),
            italic: most(&|face| face.italic == Some(true)),
            align: self.align,
            above: self.above,
            place: self.place,
        }
    }

    fn size(&self) -> u16 {
        let mut sizes: BTreeMap<u16, usize> = BTreeMap::new();
        for run in &self.runs {
            *sizes.entry(run.face.size.unwrap_or_default()).or_default() += letters(run);
        }
        sizes.into_iter().max_by_key(|(_, count)| *count).map_or(0, |(size, _)| size)
    }

    /// The lines that line breaks inside it make, each a paragraph that looks as this one.
    pub(super) fn lines(self) -> Vec<Paragraph> {
        if !self.runs.iter().any(|run| run.text.contains('\n')) {
            return vec![self];
        }
        let bare = Paragraph { runs: Vec::new(), ..self };
        let mut lines = vec![bare.clone()];
        for run in self.runs {
            for (at, part) in run.text.split('\n').enumerate() {
                if at > 0 {
                    lines.push(Paragraph { above: Above::Line, ..bare.clone() });
                }
                if let Some(line) = lines.last_mut() {
                    line.push(part, &run.face);
                }
            }
        }
        lines
    }
}

fn letters(run: &Run) -> usize {
    run.text.chars().filter(|c| c.is_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_looks_as_most_of_its_letters() {
        let bold = Face { bold: Some(true), size: Some(32), ..Face::default() };
        let mut paragraph = Paragraph { align: Align::Center, ..Paragraph::default() };
        paragraph.push("Nước rút ", &bold);
        paragraph.push("ở", &Face { size: Some(26), ..Face::default() });
        paragraph.push("\nCồn Hạc", &bold);
        let [first, second] = paragraph.lines().try_into().expect("two lines");
        assert_eq!((first.text().as_str(), second.text().as_str()), ("Nước rút ở", "Cồn Hạc"));
        let look = first.look();
        assert_eq!((look.bold, look.size, look.align, look.above), (true, 32, Align::Center, Above::Paragraph));
        assert_eq!(second.look().above, Above::Line);
    }
}
