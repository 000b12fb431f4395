//! The width of the column that a run of lines was set in, as far as its lines tell.

use super::lines::Line;

/// Bounds of a column's width: no line is wider than the column, and no first word of a line would have found room
/// on the line above.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    /// The widest line.
    pub(super) low: f32,
    /// The narrowest that a line and the next one's first word would have been together; infinite where nothing
    /// was wrapped.
    pub(super) high: f32,
}

/// How lines are measured: newspapers set type by its width, other programs count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// By the width of letters.
    Type,
    /// By the number of characters.
    Characters,
}

impl Measure {
    fn of(self, line: &Line<'_>) -> f32 {
        match self {
            Measure::Type => line.width as f32,
            Measure::Characters => line.text.chars().count() as f32,
        }
    }

    fn of_word(self, line: &Line<'_>) -> f32 {
        let word = line.text.split(' ').next().unwrap_or_default();
        match self {
            Measure::Type => (super::glyphs::width(word) + 250) as f32,
            Measure::Characters => word.chars().count() as f32 + 1.0,
        }
    }
}

impl Span {
    /// What `lines`, one below the other, tell of their column; paragraph ends bound nothing from above.
    pub(super) fn of(lines: &[Line<'_>], measure: Measure, soft_marks: bool) -> Span {
        let low = lines.iter().map(|line| measure.of(line)).fold(0.0, f32::max);
        let mut high = f32::INFINITY;
        for pair in lines.windows(2) {
            let ends = if soft_marks { !pair[0].soft } else { super::lines::is_closed(pair[0].text) };
            if !ends {
                high = high.min(measure.of(&pair[0]) + measure.of_word(&pair[1]));
            }
        }
        Span { low, high }
    }

    /// How far two columns differ for certain, as a share of the width: 0 where they can be one column.
    pub(super) fn gap(&self, other: &Span) -> f32 {
        let low = self.low.max(other.low);
        let high = self.high.min(other.high);
        let own = (self.low - self.high).max(other.low - other.high).max(0.0);
        ((low - high - own) / low.max(1.0)).max(0.0)
    }

    /// Whether both bounds are known.
    pub(super) fn is_bounded(&self) -> bool {
        self.high.is_finite()
    }
}

/// The measure by which the lines contradict themselves less.
pub(super) fn best_measure(runs: &[&[Line<'_>]], soft_marks: bool) -> Measure {
    let contradiction = |measure| -> f32 {
        let spans = runs.iter().filter(|run| run.len() >= 6).map(|run| Span::of(run, measure, soft_marks));
        spans.map(|span| ((span.low - span.high) / span.low.max(1.0)).max(0.0)).sum()
    };
    if contradiction(Measure::Characters) < contradiction(Measure::Type) { Measure::Characters } else { Measure::Type }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::lines::lines;

    #[test]
    fn columns_of_one_width_have_no_gap() {
        let narrow = lines("bà con trong xã\nđắp lại bờ đê\ntrước mùa lũ về", 1);
        let wide = lines("bà con trong xã đắp lại bờ đê trước\nmùa lũ về để giữ lấy vụ lúa đang trổ", 1);
        let of = |lines: &[Line<'_>]| Span::of(lines, Measure::Characters, false);
        assert_eq!(of(&narrow[..2]).gap(&of(&narrow[1..])), 0.0);
        assert!(of(&narrow).gap(&of(&wide)) > 0.3);
    }
}
