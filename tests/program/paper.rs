//! Small PDFs, written byte by byte: pages of text, each piece where it is told to stand.

/// A PDF in the making: pages of 600 by 800 points.
#[derive(Default)]
pub(crate) struct Paper {
    pages: Vec<String>,
    letters: Vec<char>,
    /// The name of the font when it holds bytes of an old encoding.
    old_font: Option<&'static str>,
    /// What stands in the trailer besides.
    trailer: &'static str,
}

/// How a piece of text is set.
#[derive(Clone, Copy)]
pub(crate) struct Type {
    /// Points.
    pub(crate) size: f32,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
}

pub(crate) const BODY: Type = Type { size: 9.0, bold: false, italic: false };
pub(crate) const BOLD: Type = Type { bold: true, ..BODY };
pub(crate) const SLANTED: Type = Type { italic: true, ..BODY };
pub(crate) const HEADLINE: Type = Type { size: 18.0, bold: true, italic: false };

/// Letters are so wide, as a share of the size.
const WIDTH: f32 = 0.5;
/// Lines stand so far apart, as a share of the size.
const PITCH: f32 = 1.2;

impl Paper {
    pub(crate) fn new() -> Paper {
        Paper::default()
    }

    /// Fonts of this name, whose text is given as letters of Latin-1.
    pub(crate) fn in_old_font(name: &'static str) -> Paper {
        Paper { old_font: Some(name), ..Paper::default() }
    }

    pub(crate) fn with_trailer(trailer: &'static str) -> Paper {
        Paper { trailer, ..Paper::default() }
    }

    pub(crate) fn page(&mut self) -> &mut Paper {
        self.pages.push(String::new());
        self
    }

    /// Drawing operators as they are.
    pub(crate) fn draw(&mut self, operators: &str) -> &mut Paper {
        self.pages.last_mut().unwrap().push_str(operators);
        self
    }

    /// Text from `left` on, its first line `top` points below the page's top, broken at `width` points; where it ends.
    pub(crate) fn set(&mut self, kind: Type, left: f32, top: f32, width: f32, text: &str) -> f32 {
        let most = (width / (kind.size * WIDTH)) as usize;
        let mut base = top;
        for paragraph in text.split('\n') {
            for line in broken(paragraph, most) {
                self.line(kind, left, base, &line);
                base += kind.size * PITCH;
            }
        }
        base
    }

    fn line(&mut self, kind: Type, left: f32, base: f32, text: &str) {
        let codes: String = text.chars().map(|letter| format!("{:02x}", self.code(letter))).collect();
        let font = 1 + u8::from(kind.bold) + 2 * u8::from(kind.italic);
        let y = 800.0 - base;
        self.draw(&format!("BT /F{font} {} Tf 1 0 0 1 {left} {y} Tm <{codes}> Tj ET\n", kind.size));
    }

    fn code(&mut self, letter: char) -> u8 {
        if self.old_font.is_some() {
            return u8::try_from(u32::from(letter)).unwrap();
        }
        let at = self.letters.iter().position(|known| *known == letter).unwrap_or_else(|| {
            self.letters.push(letter);
            self.letters.len() - 1
        });
        u8::try_from(at + 1).unwrap()
    }

    /// The file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned()];
        let kids: Vec<String> = (0..self.pages.len()).map(|at| format!("{} 0 R", 8 + 2 * at)).collect();
        objects.push(format!("<< /Type /Pages /Count {} /Kids [{}] >>", kids.len(), kids.join(" ")));
        objects.push(stream("", &self.meanings()));
        objects.extend(["", "-Bold", "-Italic", "-BoldItalic"].map(|style| self.font(style)));
        for (at, page) in self.pages.iter().enumerate() {
            objects.push(format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {} 0 R \
                 /Resources << /Font << /F1 4 0 R /F2 5 0 R /F3 6 0 R /F4 7 0 R >> >> >>",
                9 + 2 * at
            ));
            objects.push(stream("", page));
        }
        file(&objects, self.trailer)
    }

    fn font(&self, style: &str) -> String {
        let widths = vec!["500"; 256].join(" ");
        let (name, meaning) = match self.old_font {
            Some(name) => (name, "/Encoding /WinAnsiEncoding"),
            None => ("HongLam", "/ToUnicode 3 0 R"),
        };
        format!(
            "<< /Type /Font /Subtype /TrueType /BaseFont /{name}{style} /FirstChar 0 /LastChar 255 /Widths [{widths}] {meaning} >>"
        )
    }

    /// Which letter each code stands for.
    fn meanings(&self) -> String {
        let rows: String = self
            .letters
            .iter()
            .enumerate()
            .map(|(at, letter)| format!("<{:02x}> <{:04x}>\n", at + 1, u32::from(*letter)))
            .collect();
        let head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def \
                    1 begincodespacerange <00> <ff> endcodespacerange";
        format!("{head} {} beginbfchar\n{rows}endbfchar endcmap end end", self.letters.len())
    }
}

/// Lines of at most so many letters.
fn broken(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().unwrap();
        match last.chars().count() + 1 + word.chars().count() <= most || last.is_empty() {
            true if last.is_empty() => last.push_str(word),
            true => last.push_str(&format!(" {word}")),
            false => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A stream object.
pub(crate) fn stream(entries: &str, content: &str) -> String {
    format!("<< /Length {} {entries} >>\nstream\n{content}\nendstream", content.len())
}

/// A file of these objects, numbered from 1, the first its catalogue.
pub(crate) fn file(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut file = String::from("%PDF-1.5\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let table = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        file.push_str(&format!("{place:010} 00000 n \n"));
    }
    file.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R {trailer} >>\n", objects.len() + 1));
    file.push_str(&format!("startxref\n{table}\n%%EOF\n"));
    file.into_bytes()
}
