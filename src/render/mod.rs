//! Answers → text for people, for programs and for spreadsheets. Nothing here prints.

pub mod analysis;
pub mod clean;
pub mod csv;
pub mod human;
pub mod reading;
pub mod side;
pub mod why;
mod wrap;

/// What the screen can do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Paint {
    /// Escape sequences for colours may be used.
    pub colors: bool,
    /// How many columns the terminal has; none where it is no terminal, and lines stay whole.
    pub columns: Option<usize>,
}

impl Paint {
    fn wrap(self, code: &str, text: &str) -> String {
        if self.colors { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// A headline.
    pub fn bold(self, text: &str) -> String {
        self.wrap("1", text)
    }

    /// What matched.
    pub fn mark(self, text: &str) -> String {
        self.wrap("1;31", text)
    }

    /// What matters less.
    pub fn dim(self, text: &str) -> String {
        self.wrap("2", text)
    }

    /// A name.
    pub fn cyan(self, text: &str) -> String {
        self.wrap("36", text)
    }

    /// Something to take note of.
    pub fn yellow(self, text: &str) -> String {
        self.wrap("33", text)
    }

    /// Something that went wrong.
    pub fn red(self, text: &str) -> String {
        self.wrap("1;31", text)
    }
}
